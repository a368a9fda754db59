/**
 * What a form starts with, how it changes and what of it is sent.
 *
 * Never: a value changed in place.
 */
import { describe, expect, it } from "vitest";

import { type Json, parse, textOf } from "./json";
import { formOf } from "./schema";
import { changed, completed, sentOf, started, valueAt, withValue } from "./schemaValue";

const sent = (schema: Json, value: Json) => sentOf(formOf(schema, value), value);

describe("a place in a value", () => {
  it("is read and written by its pointer", () => {
    const whole = { a: [{ "b/c": 1 }], "": 2 };
    expect(valueAt(whole, "/a/0/b~1c")).toBe(1);
    expect(valueAt(whole, "/")).toBe(2);
    expect(valueAt(whole, "")).toBe(whole);
    expect(valueAt(whole, "/a/x/y")).toBeUndefined();
    expect(valueAt({}, "/constructor")).toBeUndefined();
    expect(withValue(whole, "/a/0/b~1c", 9)).toEqual({ a: [{ "b/c": 9 }], "": 2 });
    expect(withValue(whole, "/a/0", undefined)).toEqual({ a: [null], "": 2 });
    expect(withValue(whole, "/x/y", 1)).toEqual({ ...whole, x: { y: 1 } });
    expect(withValue(null, "/x", undefined)).toEqual({});
    expect(whole).toEqual({ a: [{ "b/c": 1 }], "": 2 });
  });

  it("may be called as the prototype is", () => {
    const value = withValue({}, "/__proto__", "x");
    expect(textOf(value)).toBe('{\n  "__proto__": "x"\n}');
    expect(valueAt(value, "/__proto__")).toBe("x");
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(textOf(withValue(value, "/__proto__", undefined))).toBe("{}");
  });
});

describe("started", () => {
  it("has what is given, then what can't be left open", () => {
    const schema = {
      properties: {
        name: { type: "string", default: "Ada" },
        kind: { const: "a" },
        note: { const: "b" },
        ok: { type: "boolean" },
        maybe: { type: ["boolean", "null"] },
        items: { type: "array", items: {}, minItems: 2 },
        more: { type: "array" },
        inner: { properties: { x: { default: 1 } } },
        offered: { properties: { x: { default: 1 } }, required: ["x"] },
      },
      required: ["kind", "items"],
    };
    expect(started(schema, null)).toEqual({
      name: "Ada",
      kind: "a",
      ok: false,
      items: [null, null],
      inner: { x: 1 },
    });
    expect(completed(schema, { name: "Eve" })).toEqual({
      name: "Eve",
      kind: "a",
      ok: false,
      items: [null, null],
    });
  });

  it("goes on with what appears through it", () => {
    const schema = {
      properties: { kind: { default: "a" } },
      if: { properties: { kind: { const: "a" } }, required: ["kind"] },
      then: { properties: { b: { default: 2 } } },
    };
    expect(started(schema, {})).toEqual({ kind: "a", b: 2 });
  });

  it("ends, also where nothing ever settles", () => {
    const schema = {
      properties: { a: { type: "boolean" } },
      if: { required: ["b"] },
      else: { properties: { b: { default: 1 } } },
    };
    expect(started(schema, {})).toEqual({ a: false, b: 1 });
  });
});

describe("changed", () => {
  const schema = {
    properties: { kind: { enum: ["a", "b"] }, name: { default: "Ada" } },
    allOf: [
      {
        if: { properties: { kind: { const: "b" } }, required: ["kind"] },
        then: { properties: { extra: { type: "string", default: "x" } } },
      },
    ],
  };

  it("starts only what has just appeared", () => {
    expect(changed(schema, { kind: "a" }, { kind: "b" })).toEqual({ kind: "b", extra: "x" });
    expect(changed(schema, { kind: "b", extra: "x" }, { kind: "b" })).toEqual({ kind: "b" });
  });

  it("keeps what is hidden, so that it comes back, and sends it not", () => {
    const hidden = changed(schema, { kind: "b", extra: "mine" }, { kind: "a", extra: "mine" });
    expect(hidden).toEqual({ kind: "a", extra: "mine" });
    expect(sent(schema, hidden)).toEqual({ kind: "a" });
    expect(sent(schema, { kind: "b", extra: "mine" })).toEqual({ kind: "b", extra: "mine" });
  });

  it("fills in a group that was added", () => {
    const list = {
      type: "array",
      items: { properties: { ok: { type: "boolean" }, n: { default: 1 } } },
    };
    expect(changed({ properties: { list } }, { list: [] }, { list: [null] })).toEqual({
      list: [{ ok: false, n: 1 }],
    });
  });
});

describe("what is sent", () => {
  it.each<[string, Json, Json, Json | undefined]>([
    ["an empty text", { type: "string" }, "", undefined],
    ["an empty one that may be null", { type: ["string", "null"] }, "", null],
    ["nothing where null must be said", { type: ["string", "null"] }, null, null],
    ["nothing of a list", { type: "array" }, null, []],
    ["nothing of a choice of several", { type: "array", items: { enum: [1] } }, [], []],
    ["nothing of a tick", { type: "boolean" }, null, false],
    ["nothing of a group", { properties: { a: {} } }, null, {}],
    [
      "a currency alone",
      { properties: { amount: { type: "number" }, currency: { type: "string" } } },
      { currency: "EUR" },
      undefined,
    ],
    [
      "an empty place in a list",
      { type: "array", items: { type: "string" } },
      ["", "a"],
      [null, "a"],
    ],
    [
      "an integer that no number holds",
      { type: "integer" },
      12345678901234567890n,
      12345678901234567890n,
    ],
    ["what must be", { const: "x" }, "y", "x"],
  ])("of %s", (_, schema, value, result) => {
    expect(sent(schema, value)).toEqual(result);
  });

  it("leaves out optional parts that nobody touched", () => {
    const inner = {
      properties: { ok: { type: "boolean" }, kind: { const: 1 }, text: { type: "string" } },
    };
    const schema = {
      properties: {
        inner,
        list: { type: "array" },
        picks: { type: "array", items: { enum: [1] } },
      },
    };
    expect(sent(schema, { inner: { ok: false, text: "" }, list: [], picks: [] })).toEqual({});
    expect(sent(schema, { inner: { ok: true } })).toEqual({ inner: { ok: true } });
  });

  it("keeps keys that the schema doesn't know", () => {
    expect(sent({ properties: { a: {} } }, { b: null, "": 1 })).toEqual({ b: null, "": 1 });
  });

  it("has the constant of a variant, whether or not it is asked for", () => {
    const schema = {
      oneOf: [
        { properties: { k: { const: "a" }, x: {} } },
        { properties: { k: { const: "b" }, y: {} } },
      ],
    };
    expect(sent(schema, started(schema, null))).toEqual({ k: "a" });
    expect(sent(schema, { k: "b", x: 1, y: 2 })).toEqual({ k: "b", y: 2 });
  });

  it("is what is there where the form can't show it", () => {
    const value = parse('{"a": {"b": [1, "", null]}}');
    expect(sent({ properties: { a: {} } }, value)).toEqual(value);
  });
});
