/**
 * What is wrong, and at which field.
 *
 * Never: a sentence; those are made in the room of forms.
 */
import { describe, expect, it } from "vitest";

import { type Json, parse } from "./json";
import { formOf } from "./schema";
import { faultsOf } from "./schemaFaults";

const found = (schema: Json, value: Json) => faultsOf(schema, formOf(schema, value), value);
/** For one property. */
const at = (schema: Json, value: Json) => found({ properties: { a: schema } }, { a: value });

describe("a fault", () => {
  it.each<[Json, Json, object]>([
    [{ type: "string", minLength: 3 }, "ab", { kind: "tooShort", count: 3 }],
    [{ type: "string", maxLength: 3 }, "abcd", { kind: "tooLong", count: 3 }],
    [{ type: "string", maxLength: 1 }, "🙂🙂", { kind: "tooLong" }],
    [{ type: "string", pattern: "^A", examples: ["AB"] }, "b", { kind: "pattern", example: "AB" }],
    [{ type: "string", format: "email" }, "ada", { kind: "format", format: "email" }],
    [{ type: "string", format: "date" }, "2026-02-30", { kind: "format", format: "date" }],
    [{ type: "number" }, "1,", { kind: "type", of: "number" }],
    [{ type: ["null", "integer"] }, 1.5, { kind: "type", of: "integer" }],
    [{ type: "number", minimum: 1, maximum: 10 }, 11, { kind: "range", least: 1, most: 10 }],
    [{ type: "number", minimum: 1 }, 0, { kind: "atLeast", limit: 1 }],
    [{ type: "number", maximum: 1 }, 2, { kind: "atMost", limit: 1 }],
    [{ type: "number", exclusiveMinimum: 1 }, 1, { kind: "moreThan", limit: 1 }],
    [{ type: "number", minimum: 1, exclusiveMinimum: true }, 1, { kind: "moreThan", limit: 1 }],
    [{ type: "number", exclusiveMaximum: 1 }, 1, { kind: "lessThan", limit: 1 }],
    [{ type: "number", multipleOf: 0.01 }, 1.005, { kind: "decimals", count: 2 }],
    [{ type: "number", multipleOf: 5 }, 7, { kind: "step", step: 5 }],
    [{ enum: ["a", "b"] }, "c", { kind: "choice", options: ["a", "b"] }],
    [{ oneOf: [{ const: 1, title: "One" }, { const: 2 }] }, 3, { kind: "choice", options: [1, 2] }],
    [{ type: "array", minItems: 2 }, [1], { kind: "fewItems", count: 2 }],
    [{ type: "array", maxItems: 1 }, [1, 2], { kind: "manyItems", count: 1 }],
    [{ type: "object", minProperties: 1 }, {}, { kind: "fewKeys", count: 1 }],
    [{ type: "object", maxProperties: 0 }, { b: 1 }, { kind: "manyKeys", count: 0 }],
    [{ type: "array", contains: { type: "string" } }, [1], { kind: "combination" }],
    [{ not: { type: "string" } }, "x", { kind: "combination" }],
    [{ const: true }, false, { kind: "choice" }],
  ])("of %j with %j", (schema, value, fault) => {
    expect(at(schema, value)).toMatchObject([{ pointer: "/a", inside: "", ...fault }]);
  });

  it.each<[string, Json, string]>([
    ["text", { type: "string" }, "text"],
    ["choice", { enum: ["a"], type: ["string", "null"] }, "choice"],
    ["date", { format: "date" }, "date"],
    ["person", { format: "person" }, "person"],
    ["file", { format: "file" }, "file"],
  ])("of a %s that is missing stands at its field", (_, schema, of) => {
    const whole = { properties: { a: schema }, required: ["a"] };
    expect(found(whole, {})).toEqual([{ pointer: "/a", inside: "", kind: "missing", of }]);
  });

  it("of an empty place in a list says that it is empty", () => {
    const schema = { type: "array", items: { type: "string" } };
    expect(at(schema, ["x", null])).toMatchObject([{ pointer: "/a/1", kind: "missing" }]);
  });

  it("of an entry that is there twice stands at the second", () => {
    const schema = { type: "array", items: { type: "string" }, uniqueItems: true };
    expect(at(schema, ["x", "y", "x"])).toMatchObject([{ pointer: "/a/2", kind: "twice" }]);
  });

  it("of money stands at the money", () => {
    const properties = { amount: { type: "number", minimum: 1 }, currency: { type: "string" } };
    const money = { properties, required: ["amount", "currency"] };
    expect(at(money, { amount: 0, currency: "EUR" })).toMatchObject([
      { pointer: "/a", inside: "/amount", kind: "atLeast" },
    ]);
    expect(at(money, { amount: 2 })).toMatchObject([
      { pointer: "/a", kind: "missing", of: "currency" },
    ]);
  });

  it("inside of JSON names the place", () => {
    const schema = { type: ["object", "array"], properties: { b: { type: "string" } } };
    expect(at(schema, { b: 1 })).toMatchObject([{ pointer: "/a", inside: "/b", kind: "type" }]);
  });

  it("of a key that must not be there stands at it", () => {
    const schema = { properties: { a: {} }, additionalProperties: false };
    expect(found(schema, { a: 1, "b/c": 2 })).toMatchObject([
      { pointer: "/b~1c", kind: "unwanted" },
    ]);
    const names = { propertyNames: { pattern: "^x" }, additionalProperties: { type: "string" } };
    expect(found(names, { y: "1" })).toMatchObject([{ pointer: "/y", kind: "keyName" }]);
  });

  it("of a condition stands at what it asks for", () => {
    const schema = {
      properties: { kind: { type: "string" } },
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { b: { $ref: "#/$defs/b" } }, required: ["b"] },
      $defs: { b: { type: "string", minLength: 2 } },
      dependentRequired: { kind: ["c"] },
    };
    expect(
      found({ ...schema, properties: { ...schema.properties, c: {} } }, { kind: "a" }),
    ).toMatchObject([
      { pointer: "/b", kind: "missing" },
      { pointer: "/c", kind: "missing" },
    ]);
    expect(found(schema, { kind: "a", b: "x", c: 1 })).toMatchObject([
      { pointer: "/b", kind: "tooShort", count: 2 },
    ]);
  });

  it("has the schema's own words where it brings some", () => {
    const own = { type: "string", minLength: 3, pattern: "^A" };
    expect(at({ ...own, "x-error": "As on the badge." }, "b")).toMatchObject([
      { kind: "said", words: "As on the badge." },
    ]);
    expect(at({ ...own, errorMessage: { pattern: "Begin with A." } }, "bcd")).toMatchObject([
      { kind: "said", words: "Begin with A." },
    ]);
    expect(at({ ...own, errorMessage: { pattern: 7, constructor: [] } }, "b")).toMatchObject([
      { kind: "tooShort" },
    ]);
  });
});

describe("variants", () => {
  const byEmail = { properties: { email: { type: "string" } }, required: ["email"] };
  const byPhone = { properties: { phone: { type: "string" } }, required: ["phone"] };

  it("have the faults of the one that was chosen only", () => {
    const schema = { oneOf: [byEmail, byPhone] };
    expect(found(schema, {})).toMatchObject([{ pointer: "/email" }]);
    expect(found(schema, { phone: 3 })).toMatchObject([{ pointer: "/phone", kind: "type" }]);
  });

  it("that fit both at once say so", () => {
    const schema = { oneOf: [byEmail, byPhone] };
    expect(found(schema, { email: "a", phone: "b" })).toMatchObject([
      { pointer: "", kind: "combination" },
    ]);
  });

  it("say which keys could be filled in", () => {
    const schema = {
      properties: { a: {}, b: {} },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    };
    expect(found(schema, {})).toMatchObject([{ pointer: "", kind: "oneNeeded", keys: ["a", "b"] }]);
  });

  it("of a nullable one have the faults of what isn't null", () => {
    const schema = { anyOf: [{ type: "null" }, { type: "integer", minimum: 3 }] };
    expect(at(schema, 1)).toMatchObject([{ kind: "atLeast", limit: 3 }]);
    expect(at(schema, "x")).toMatchObject([{ kind: "type", of: "integer" }]);
    expect(at(schema, null)).toEqual([]);
  });
});

describe("hostile", () => {
  it("patterns are not run, and nothing is claimed about them", () => {
    expect(at({ type: "string", pattern: "^(a+)+$" }, `${"a".repeat(50_000)}b`)).toEqual([]);
    expect(at({ type: "string", pattern: "(" }, "x")).toEqual([]);
    expect(
      found({ patternProperties: { "(x+)+y": {} }, additionalProperties: false }, { b: 1 }),
    ).toEqual([]);
  });

  it("schemas that double themselves are left to the server", () => {
    const next = (at: number) => ({ $ref: `#/$defs/d${at + 1}` });
    const $defs = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`d${at}`, { allOf: [next(at), next(at)] }]),
    );
    const schema = { $defs: { ...$defs, d60: { type: "string" } }, $ref: "#/$defs/d0" };
    expect(found(schema, 1)).toEqual([]);
  });

  it.each<[string, Json, Json]>([
    ["a reference to itself", { $ref: "#" }, 1],
    ["a reference to nowhere", { properties: { a: { $ref: "#/nowhere" } } }, { a: 1 }],
    ["wrong types", { type: 5, required: "a", enum: {}, minimum: "x", multipleOf: 0 }, { a: 1 }],
    ["an id that is no address", { $id: "http://[", id: "::", type: "object" }, {}],
    ["a format of patterns", { format: "regex" }, "(((("],
    [
      "integers that no number holds",
      { type: "integer", minimum: 1, multipleOf: 10 },
      12345678901234567890n,
    ],
  ])("%s break nothing", (_, schema, value) => {
    expect(() => found(schema, value)).not.toThrow();
    expect(found(schema, value).filter((one) => one.kind === "step")).toEqual([]);
  });

  it("keys are keys", () => {
    const schema = parse(
      '{"properties": {"__proto__": {"type": "string"}, "": {"type": "string"}, "%41": {"type": "string"}}}',
    );
    const value = parse('{"__proto__": 1, "": 2, "%41": 3}');
    expect(found(schema, value).map(({ pointer }) => pointer)).toEqual(["/__proto__", "/", "/%41"]);
  });

  it("a half surrogate is no reason to fail", () => {
    expect(() =>
      found({ properties: { "\ud800": { type: "string" } } }, { "\ud800": 1 }),
    ).not.toThrow();
  });
});
