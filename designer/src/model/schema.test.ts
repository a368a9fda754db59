/**
 * Which fields a schema makes, also one that nobody in their right mind would write.
 *
 * Never: an assertion on how a field looks; that is the room of forms.
 */
import { describe, expect, it } from "vitest";

import { type Json, parse } from "./json";
import { type Control, type Field, formOf } from "./schema";

function controlOf(schema: Json, value: Json = null): Control {
  return formOf(schema, value).control;
}

function fieldsOf(schema: Json, value: Json = {}): readonly Field[] {
  const { control } = formOf(schema, value);
  if (control.kind !== "group") throw new Error(`No group: ${control.kind}`);
  return control.fields;
}

const shown = (schema: Json, value: Json = {}) =>
  fieldsOf(schema, value).map(({ pointer }) => pointer);

describe("controls", () => {
  it.each<[string, Json, object]>([
    ["text", { type: "string" }, { kind: "text", long: false }],
    ["a long text by its format", { type: "string", format: "textarea" }, { long: true }],
    ["a long text by its length", { type: "string", maxLength: 201 }, { long: true, most: 201 }],
    ["a short text", { type: "string", maxLength: 200 }, { long: false }],
    ["markdown", { type: "string", contentMediaType: "text/markdown" }, { long: true }],
    ["a text without a type", { minLength: 2 }, { kind: "text" }],
    ["a number", { type: "number", "x-unit": "kg" }, { kind: "number", whole: false, unit: "kg" }],
    ["a whole number", { type: ["integer", "null"] }, { kind: "number", whole: true }],
    ["yes or no", { type: "boolean" }, { kind: "yesNo" }],
    ["a yes that must be given", { const: true }, { kind: "yesNo" }],
    ["a date", { type: "string", format: "date" }, { kind: "date" }],
    ["a moment", { type: "string", format: "date-time" }, { kind: "dateTime" }],
    ["a time", { type: "string", format: "time" }, { kind: "time" }],
    ["a duration", { type: "string", format: "duration" }, { kind: "duration" }],
    ["a person", { type: "string", format: "person" }, { kind: "person", as: "email" }],
    ["a file", { type: "string", format: "file" }, { kind: "file", accept: [] }],
    [
      "a file of some kinds",
      { format: "file", contentMediaType: "text/csv, image/*" },
      { kind: "file", accept: ["text/csv", "image/*"] },
    ],
    [
      "files",
      { type: "array", items: { format: "file", contentMediaType: "image/*" }, maxItems: 3 },
      { kind: "files", accept: ["image/*"], most: 3 },
    ],
    ["a person by id", { format: "person", "x-person": "id" }, { kind: "person", as: "id" }],
    ["a choice", { enum: ["a", "b"] }, { options: [{ value: "a" }, { value: "b" }] }],
    ["a choice without its null", { enum: ["a", "b", null] }, { options: [{}, {}] }],
    ["several of a few", { type: "array", items: { enum: ["a"] } }, { kind: "choices" }],
    [
      "a list",
      { type: "array", items: { type: "string" }, maxItems: 3 },
      { kind: "list", most: 3 },
    ],
    ["a closed tuple", { type: "array", prefixItems: [{}, {}], items: false }, { most: 2 }],
    ["an older tuple", { items: [{}], additionalItems: false }, { kind: "list", most: 1 }],
    ["a free map", { type: "object" }, { kind: "group", othersMayGrow: true }],
    ["a typed map", { additionalProperties: { type: "string" } }, { othersMayGrow: true }],
    ["fields and nothing else", { properties: { a: {} } }, { othersMayGrow: false }],
    ["what must be", { const: 3 }, { kind: "fixed", value: 3 }],
    ["anything", {}, { kind: "json" }],
    ["true", true, { kind: "json" }],
    ["nothing", false, { kind: "json" }],
    ["two types at once", { type: ["string", "integer"] }, { kind: "json" }],
    ["two shapes at once", { oneOf: [{ type: "string" }, { type: "number" }] }, { kind: "json" }],
    [
      "types that exclude each other",
      { type: "string", allOf: [{ type: "number" }] },
      { kind: "json" },
    ],
  ])("shows %s", (_, schema, control) => {
    expect(controlOf(schema)).toMatchObject(control);
  });

  it("shows choices with titles", () => {
    const schema = {
      oneOf: [
        { const: "s", title: "Small", description: "Up to 5" },
        { const: "l", title: "Large" },
      ],
    };
    expect(controlOf(schema)).toEqual({
      kind: "choice",
      options: [
        { value: "s", label: "Small", hint: "Up to 5" },
        { value: "l", label: "Large" },
      ],
    });
  });

  it.each<[string, Json, object]>([
    ["a number", { type: "number" }, { asText: false }],
    ["a decimal in a text", { type: "string", pattern: "^\\d+\\.\\d{2}$" }, { asText: true }],
  ])("shows money of which the amount is %s", (_, amount, control) => {
    const currency = { type: "string", enum: ["EUR", "SAR"], default: "SAR" };
    expect(controlOf({ type: "object", properties: { amount, currency } })).toEqual({
      kind: "money",
      currencies: ["EUR", "SAR"],
      currency: "SAR",
      ...control,
    });
  });

  it("shows no money where there is more to it", () => {
    const properties = { amount: { type: "number" }, currency: { type: "string" }, tax: {} };
    expect(controlOf({ properties }).kind).toBe("group");
  });

  it("shows as JSON what doesn't fit its control, so that nothing is lost", () => {
    expect(controlOf({ type: "string" }, 5).kind).toBe("json");
    expect(controlOf({ type: "array" }, {}).kind).toBe("json");
    expect(controlOf({ properties: { a: {} } }, []).kind).toBe("json");
    expect(controlOf({ type: "number" }, "1,").kind).toBe("number");
    expect(controlOf({ enum: ["a"] }, "b").kind).not.toBe("json");
  });

  it("keeps integers that no number holds", () => {
    const schema = { enum: [12345678901234567890n, 2] };
    expect(controlOf(schema)).toMatchObject({ options: [{ value: 12345678901234567890n }, {}] });
  });
});

describe("fields", () => {
  it("have the title, or the key in words, and say what they need", () => {
    const schema = {
      required: ["firstName"],
      properties: {
        firstName: { type: "string", description: "As in the passport", examples: ["Ada"] },
        b: { title: "The b", type: ["string", "null"], default: "x", readOnly: true },
        key: { type: "string", format: "password" },
      },
    };
    expect(fieldsOf(schema)).toMatchObject([
      { label: "First name", hint: "As in the passport", example: "Ada", required: true },
      { label: "The b", nullable: true, initial: "x", readOnly: true, required: false },
      { secret: true },
    ]);
  });

  it("stand in the order of the document, conditional ones where they are written", () => {
    const more = { if: true, then: { properties: { c: {} } } };
    const own = { properties: { a: {}, b: {} } };
    expect(shown({ ...own, allOf: [more] })).toEqual(["/a", "/b", "/c"]);
    expect(shown({ allOf: [{ properties: { z: {} } }], ...own })).toEqual(["/z", "/a", "/b"]);
  });

  it("stand behind what they depend on", () => {
    const schema = {
      properties: { a: {}, b: {}, c: {} },
      allOf: [
        { if: { required: ["a"] }, then: { properties: { x: {}, y: {} } } },
        { if: { properties: { x: { const: 1 } } }, then: { properties: { z: {} } } },
        { if: { not: { required: ["none"] } }, then: { properties: { last: {} } } },
      ],
      dependentSchemas: { b: { properties: { d: {} } } },
    };
    const all = ["/a", "/x", "/z", "/y", "/b", "/d", "/c", "/last"];
    expect(shown(schema, { a: 1, b: 1, x: 1 })).toEqual(all);
  });

  it("come and go with a condition", () => {
    const schema = {
      properties: { kind: { enum: ["a", "b"] } },
      if: { properties: { kind: { const: "a" } }, required: ["kind"] },
      then: { properties: { x: {} }, required: ["x"] },
      else: { properties: { y: {} } },
    };
    expect(shown(schema, { kind: "a" })).toEqual(["/kind", "/x"]);
    expect(shown(schema, { kind: "b" })).toEqual(["/kind", "/y"]);
    expect(shown(schema, { kind: null })).toEqual(["/kind", "/y"]);
    expect(fieldsOf(schema, { kind: "a" })[1]?.required).toBe(true);
  });

  it.each([
    { dependentSchemas: { a: { properties: { b: {} } } }, dependentRequired: { a: ["c"] } },
    { dependencies: { a: { properties: { b: {} } } } },
  ])("come with another one", (more) => {
    const schema = { properties: { a: {}, c: {} }, ...more };
    expect(shown(schema)).toEqual(["/a", "/c"]);
    expect(shown(schema, { a: 1 })).toEqual(["/a", "/b", "/c"]);
    const c = fieldsOf(schema, { a: 1 })[2];
    expect(c?.required).toBe("dependentRequired" in more);
  });

  it("take references, and their own words before those of what they refer to", () => {
    const schema = {
      definitions: { "a b/c": { title: "Address", type: "string", description: "Where" } },
      $defs: { name: { $anchor: "name", type: "string", title: "Name" } },
      properties: {
        home: { $ref: "#/definitions/a%20b~1c", title: "Home" },
        name: { $ref: "#name" },
        gone: { $ref: "#/definitions/none" },
        away: { $ref: "https://example.org/x.json" },
      },
    };
    expect(fieldsOf(schema)).toMatchObject([
      { label: "Home", hint: "Where", control: { kind: "text" } },
      { label: "Name", control: { kind: "text" } },
      { label: "Gone", control: { kind: "json" } },
      { label: "Away", control: { kind: "json" } },
    ]);
  });

  it("merge all parts that they are made of", () => {
    const schema = {
      type: "object",
      allOf: [
        { properties: { a: { type: "integer", minimum: 1 } }, required: ["a"] },
        { properties: { a: { type: "number", maximum: 5 } } },
      ],
    };
    expect(fieldsOf(schema)).toMatchObject([{ required: true, control: { whole: true } }]);
  });

  it("offer a group that may be left out but not left half filled in", () => {
    const address = { title: "Address", properties: { street: {} }, required: ["street"] };
    const schema = { properties: { address } };
    expect(fieldsOf(schema)[0]?.control).toMatchObject({ offered: true, fields: [] });
    expect(fieldsOf(schema, { address: {} })[0]?.control).toMatchObject({ fields: [{}] });
    const nullable = { properties: { a: { anyOf: [address, { type: "null" }] } }, required: ["a"] };
    expect(fieldsOf(nullable)[0]).toMatchObject({
      label: "Address",
      nullable: true,
      control: { offered: true },
    });
  });

  it("show keys that the schema doesn't name, but none that belong to another case", () => {
    const schema = {
      properties: { a: {} },
      if: { required: ["a"] },
      then: {},
      else: { properties: { hidden: {} } },
    };
    expect(formOf(schema, { a: 1, hidden: 2, other: 3 }).control).toMatchObject({
      fields: [{ pointer: "/a" }],
      others: [{ pointer: "/other" }],
    });
  });
});

describe("variants", () => {
  const byEmail = { title: "Email", properties: { email: {} }, required: ["email"] };
  const byPhone = { title: "Phone", properties: { phone: {}, name: {} }, required: ["phone"] };

  it("are told apart by what has been filled in", () => {
    const schema = { title: "Contact", oneOf: [byEmail, byPhone], properties: { name: {} } };
    expect(formOf(schema, {})).toMatchObject({
      label: "Contact",
      control: { variants: [{ chosen: 0 }] },
    });
    expect(shown(schema, { name: "Ada" })).toEqual(["/name", "/phone"]);
    expect(shown(schema, { email: null })).toEqual(["/name", "/email"]);
  });

  it("are told apart by a constant", () => {
    const schema = {
      anyOf: [
        { properties: { kind: { const: "a" }, x: {} } },
        { type: "null" },
        { properties: { kind: { const: "b" }, x: {} } },
      ],
    };
    expect(formOf(schema, { kind: "b", x: 1 })).toMatchObject({
      nullable: true,
      control: { variants: [{ chosen: 1, places: [0, 2] }] },
    });
    expect(fieldsOf(schema, { kind: "b" })[0]?.control).toEqual({ kind: "fixed", value: "b" });
  });

  it("are JSON where nothing tells them apart", () => {
    expect(controlOf({ oneOf: [{ properties: { a: {} } }, { properties: { a: {} } }] }).kind).toBe(
      "json",
    );
  });

  it("are none where a branch only narrows", () => {
    const schema = {
      properties: { a: {}, b: {} },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    };
    expect(formOf(schema, {}).control).toMatchObject({ variants: [], fields: [{}, {}] });
    expect(controlOf({ type: "string", anyOf: [{ pattern: "a" }, { format: "email" }] }).kind).toBe(
      "text",
    );
  });
});

describe("hostile schemas", () => {
  const tree = {
    $defs: {
      node: {
        properties: { name: { type: "string" }, child: { $ref: "#/$defs/node" } },
      },
    },
    $ref: "#/$defs/node",
  };

  it("that lead back to themselves are offered one step at a time", () => {
    expect(shown(tree)).toEqual(["/name", "/child"]);
    expect(fieldsOf(tree)[1]?.control).toMatchObject({ offered: true, fields: [] });
    expect(fieldsOf(tree, { child: {} })[1]?.control).toMatchObject({ fields: [{}, {}] });
  });

  it.each<[string, Json]>([
    ["a reference to itself", { $ref: "#" }],
    [
      "references in a ring",
      { $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } }, $ref: "#/$defs/a" },
    ],
    ["itself as each of its parts", { allOf: [{ $ref: "#" }, { $ref: "#" }], type: "object" }],
    ["itself as a required part", { properties: { a: { $ref: "#" } }, required: ["a"] }],
    ["itself as its own condition", { if: { $ref: "#" }, then: { $ref: "#" } }],
    [
      "wrong types everywhere",
      {
        type: 5,
        properties: [],
        required: "a",
        enum: {},
        allOf: {},
        oneOf: [1, null],
        items: 7,
        minimum: "x",
        pattern: {},
        title: 3,
        description: [],
        $ref: 9,
        if: [],
        dependentRequired: { a: 1 },
        patternProperties: { "(": {} },
        const: null,
        examples: "x",
        default: { a: 1 },
      },
    ],
    ["a reference that is no address", { $ref: "#/%E0%A4%A" }],
    [
      "names of the prototype",
      { type: ["__proto__", "constructor"], constructor: 1, toString: {} },
    ],
  ])("with %s give a form", (_, schema) => {
    expect(formOf(schema, null).pointer).toBe("");
    expect(formOf(schema, { a: { a: {} } }).pointer).toBe("");
  });

  it("that double themselves are cut off", () => {
    const $defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => {
        const next = { $ref: `#/$defs/d${at + 1}` };
        return [`d${at}`, { allOf: [next, next], properties: { a: next, b: next } }];
      }),
    );
    expect(formOf({ $defs, $ref: "#/$defs/d0" }, {}).pointer).toBe("");
  });

  it("with keys of the prototype, empty and foreign ones", () => {
    const schema = parse(
      '{"properties": {"__proto__": {"type": "string"}, "": {}, "constructor": {}, "a/b~c": {}, "اسم": {}, "\\ud800": {}}}',
    );
    const value = parse('{"__proto__": "x"}');
    expect(shown(schema, value)).toEqual([
      "/__proto__",
      "/",
      "/constructor",
      "/a~1b~0c",
      "/اسم",
      "/\ud800",
    ]);
    expect(fieldsOf(schema, value)[1]?.label).toBe("");
  });

  it("that are nested deeper than anyone reads", () => {
    let schema: Json = { type: "string" };
    for (let depth = 0; depth < 200; depth += 1) schema = { properties: { a: schema } };
    expect(formOf(schema, {}).pointer).toBe("");
  });

  it("with a huge choice", () => {
    const huge = { enum: Array.from({ length: 20_000 }, (_, at) => `value ${at}`) };
    expect(controlOf(huge)).toMatchObject({ kind: "choice" });
  });
});
