/**
 * Forms as fields and as JSON Schema, both ways.
 *
 * Never: a schema that comes back as another one, or an edit that changes more than its field.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import {
  asKind,
  type FormField,
  formFields,
  keyFrom,
  newField,
  schemaOf,
  schemaWith,
  withKey,
} from "./formFields";
import { FIELD_KINDS, freshSchema, kindOf } from "./formKinds";
import type { Json } from "./json";

const WHOLE: Json = {
  $comment: "stays",
  type: "object",
  additionalProperties: false,
  properties: {
    what: { title: "What?", type: "string", minLength: 3, "x-own": 1 },
    kind: { type: "string", oneOf: [{ const: "a", title: "A" }, { const: "b" }] },
    cost: { type: "number", multipleOf: 0.01 },
    lines: {
      type: "array",
      items: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
    },
    odd: { anyOf: [{ type: "string" }, { type: "number" }] },
  },
  required: ["what", "elsewhere"],
  allOf: [
    {
      if: { properties: { kind: { const: "b" } }, required: ["kind"] },
      then: { properties: { why: { type: "string" } }, required: ["why"] },
    },
    { if: { minProperties: 3 }, then: { required: ["cost"] } },
    {
      if: { properties: { kind: { const: "a" } } },
      then: { properties: { what: { minLength: 9 } } },
    },
  ],
};

const fieldsIn = (schema: Json) => formFields(schema);
const at = (fields: readonly FormField[], key: string) => {
  const found = fields.find((one) => one.key === key);
  if (found === undefined) throw new Error(`There is no ${key}.`);
  return found;
};
const edited = (schema: Json, key: string, change: Partial<FormField>) =>
  schemaWith(
    schema,
    fieldsIn(schema).map((one) => (one.key === key ? { ...one, ...change } : one)),
  );

describe("a form", () => {
  it("comes back as it was, the very same value", () => {
    expect(schemaWith(WHOLE, fieldsIn(WHOLE))).toBe(WHOLE);
    expect(schemaWith({}, [])).toEqual({});
  });

  it("has its conditional fields behind what they depend on", () => {
    const fields = fieldsIn(WHOLE);
    expect(fields.map(({ key }) => key)).toEqual(["what", "kind", "why", "cost", "lines", "odd"]);
    expect(at(fields, "why")).toMatchObject({
      required: true,
      shownIf: { field: "kind", is: "b" },
    });
    expect(fields.map(({ kind }) => kind)).toEqual([
      "text",
      "choice",
      "text",
      "number",
      "list",
      "written",
    ]);
  });

  it("changes one field and nothing else", () => {
    const next = edited(WHOLE, "what", { label: "What is it?", most: 20 }) as typeof WHOLE;
    const before = WHOLE as Record<string, Record<string, Json>>;
    const after = next as Record<string, Record<string, Json>>;
    expect(after["properties"]?.["what"]).toEqual({
      ...{ title: "What is it?", type: "string", minLength: 3, "x-own": 1, maxLength: 20 },
    });
    expect(after["properties"]?.["cost"]).toBe(before["properties"]?.["cost"]);
    expect(after["allOf"]).toBe(before["allOf"]);
    expect(after["required"]).toBe(before["required"]);
  });

  it("keeps a requirement that it doesn't know, and the order of those that it does", () => {
    const next = edited(WHOLE, "cost", { required: true }) as Record<string, Json>;
    expect(next["required"]).toEqual(["what", "elsewhere", "cost"]);
    const none = edited(WHOLE, "what", { required: false }) as Record<string, Json>;
    expect(none["required"]).toEqual(["elsewhere"]);
  });

  it("shows a field only if another one has a value, or always", () => {
    const always = edited(WHOLE, "why", { shownIf: undefined, required: false });
    const rules = always as Record<string, Json>;
    expect(Object.keys(rules["properties"] as object)).toEqual([
      "what",
      "kind",
      "why",
      "cost",
      "lines",
      "odd",
    ]);
    expect(rules["allOf"]).toHaveLength(2);
    const any = edited(WHOLE, "cost", { shownIf: { field: "what", is: undefined } });
    expect((any as Record<string, Json>)["dependentSchemas"]).toEqual({
      what: { properties: { cost: { type: "number", multipleOf: 0.01 } } },
    });
    expect(schemaWith(any, fieldsIn(any))).toBe(any);
    const again = edited(any, "cost", { shownIf: { field: "kind", is: "b" } });
    expect((again as Record<string, Json>)["dependentSchemas"]).toBeUndefined();
    expect(at(fieldsIn(again), "cost").shownIf).toEqual({ field: "kind", is: "b" });
  });

  it("keeps another order, also in a group", () => {
    const [first, second, ...rest] = fieldsIn(WHOLE);
    if (first === undefined || second === undefined) throw new Error("There are two.");
    const next = schemaWith(WHOLE, [second, first, ...rest]) as Record<string, object>;
    expect(Object.keys(next["properties"] ?? {}).slice(0, 2)).toEqual(["kind", "what"]);
    const outer = { type: "object", properties: { inner: WHOLE } };
    const [inner] = fieldsIn(outer);
    if (inner === undefined) throw new Error("There is one.");
    const [one, two, ...others] = inner.fields;
    if (one === undefined || two === undefined) throw new Error("There are two.");
    const moved = schemaWith(outer, [{ ...inner, fields: [two, one, ...others] }]);
    expect(fieldsIn(moved)[0]?.fields[0]?.key).toBe("kind");
  });

  it("follows a key that is changed", () => {
    const fields = fieldsIn(WHOLE);
    const renamed = withKey(fields, 1, "sort");
    const next = schemaWith(WHOLE, renamed);
    expect(at(fieldsIn(next), "why").shownIf).toEqual({ field: "sort", is: "b" });
    const first = schemaWith(WHOLE, withKey(fields, 0, "item")) as Record<string, Json>;
    expect(first["required"]).toEqual(["item", "elsewhere"]);
  });

  it("changes what stands in a list or a group, and keeps the rest of it", () => {
    const lines = at(fieldsIn(WHOLE), "lines");
    const { item } = lines;
    if (item === undefined) throw new Error("An entry is nothing.");
    const next = edited(WHOLE, "lines", {
      item: { ...item, fields: [...item.fields, newField("number", "count", "Count")] },
    });
    const inside = at(fieldsIn(next), "lines").item?.fields;
    expect(inside?.map(({ key, required }) => [key, required])).toEqual([
      ["name", true],
      ["count", false],
    ]);
  });
});

describe("a kind", () => {
  it.each(FIELD_KINDS.map((kind) => [kind] as const))("%s is known again as what it is", (kind) => {
    expect(kindOf(freshSchema(kind))).toBe(kind);
    const field = newField(kind, "it", "It");
    expect(schemaOf(field)).toMatchObject({ title: "It" });
  });

  it("becomes another one, with its words", () => {
    const next = edited(WHOLE, "what", {
      ...asKind(at(fieldsIn(WHOLE), "what"), "number"),
      whole: true,
    }) as Record<string, Record<string, Json>>;
    expect(next["properties"]?.["what"]).toEqual({ title: "What?", type: "integer" });
  });

  it("of choices names them where they have names", () => {
    const named = edited(WHOLE, "kind", { options: [{ value: "c", label: "" }] });
    const rules = named as Record<string, Record<string, Json>>;
    expect(rules["properties"]?.["kind"]).toEqual({ type: "string", enum: ["c"] });
  });

  it("of files takes several, and of money a currency", () => {
    const many = schemaOf({ ...newField("file", "it", ""), several: true, accept: "image/*" });
    expect(many).toEqual({
      type: "array",
      items: { type: "string", format: "file", contentMediaType: "image/*" },
    });
    const money = schemaOf({ ...newField("money", "it", ""), currency: "SAR" });
    expect(money).toMatchObject({ properties: { currency: { enum: ["SAR"] } } });
  });
});

it("a key is made of a label, and no other has it", () => {
  expect(keyFrom("Cost centre", [])).toBe("costCentre");
  expect(keyFrom("Größe?", ["grosse"])).toBe("groE");
  expect(keyFrom("Cost", ["cost", "cost2"])).toBe("cost3");
  expect(keyFrom("القسم", [])).toBe("field");
});
