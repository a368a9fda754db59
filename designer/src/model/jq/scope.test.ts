/**
 * What can be read where, and what it holds.
 *
 * Never: a name offered that the check didn't find, as if it were sure.
 */
import { describe, expect, it } from "vitest";

import type { Json } from "../json";
import { namingAt } from "./following";
import {
  choicesOf,
  fieldsIn,
  fieldOf,
  schemaAt,
  schemaOfValue,
  type Scope,
  scopeOf,
  typeOf,
} from "./scope";
import type { TaskData } from "./taskData";

const LINE: Json = {
  type: "object",
  properties: { price: { type: "number" }, name: { type: "string" } },
};
const INPUT: Json = {
  type: "object",
  properties: {
    amount: { type: ["number", "null"], title: "Amount" },
    lines: { type: "array", items: { $ref: "#/$defs/line" } },
    due: { type: "string", format: "date" },
    kind: { enum: ["travel", "food"] },
    by: { anyOf: [{ type: "object", properties: { id: { type: "string" } } }, { type: "null" }] },
    "odd key": true,
  },
  $defs: { line: LINE },
};
const DATA: TaskData = {
  input: INPUT,
  output: { type: "object", properties: { id: { type: "integer" } } },
  context: { type: "object", properties: { limit: { type: "number" } } },
  variables: { item: LINE },
};
const DOCUMENT: Json = {
  use: { secrets: ["key"] },
  input: { schema: { document: { properties: { who: { type: "string" } } } } },
};
const standing = (pointer: string): Scope =>
  scopeOf({ document: DOCUMENT, task: "/do/0/pay", pointer, data: DATA });
const names = (scope: Scope) => scope.map(({ name }) => name);

describe("what is at hand", () => {
  it("has secrets in the arguments of a call only", () => {
    expect(names(standing("/do/0/pay/with/body"))).toContain("$secrets");
    expect(names(standing("/do/0/pay/set/body"))).not.toContain("$secrets");
  });

  it("is the output in `export`, and nothing known in `output`", () => {
    const at = (pointer: string) => fieldsIn(schemaAt(standing(pointer), { root: ".", steps: [] }));
    expect(at("/do/0/pay/export/as").map(({ name }) => name)).toEqual(["id"]);
    expect(at("/do/0/pay/output/as")).toEqual([]);
    expect(at("/do/0/pay/if").map(({ name }) => name)).toContain("amount");
  });

  it("is the process's own input and context too", () => {
    const scope = standing("/do/0/pay/set/a");
    expect(typeOf(schemaAt(scope, { root: "$workflow", steps: ["input", "who"] }))).toBe("text");
    expect(typeOf(schemaAt(scope, { root: "$context", steps: ["limit"] }))).toBe("number");
    expect(typeOf(schemaAt(scope, { root: "$nobody", steps: [] }))).toBe("any");
  });

  it("is anything while nothing was checked", () => {
    const scope = scopeOf({
      document: null,
      task: undefined,
      pointer: "/output/as",
      data: undefined,
    });
    expect(names(scope)).toEqual([".", "$context", "$workflow", "$runtime"]);
  });
});

it("tells types and choices, through references and alternatives", () => {
  const types = Object.fromEntries(fieldsIn(INPUT).map(({ name, type }) => [name, type]));
  expect(types).toEqual({
    ...{
      amount: "number",
      lines: "list",
      due: "date",
      kind: "text",
      by: "object",
      "odd key": "any",
    },
  });
  expect(
    fieldOf("amount", (INPUT as { properties: Record<string, Json> }).properties["amount"] ?? true)
      .title,
  ).toBe("Amount");
  const scope: Scope = [{ name: ".", schema: INPUT }];
  expect(typeOf(schemaAt(scope, { root: ".", steps: ["lines", 0, "price"] }))).toBe("number");
  expect(choicesOf(schemaAt(scope, { root: ".", steps: ["kind"] }))).toEqual(["travel", "food"]);
  expect(fieldsIn({ $ref: "#" })).toEqual([]);
});

it("tells the shape of a value", () => {
  const schema = schemaOfValue({ a: [{ b: 1 }], c: null, d: "x" });
  expect(fieldsIn(schema).map(({ name, type }) => [name, type])).toEqual([
    ...[
      ["a", "list"],
      ["c", "any"],
      ["d", "text"],
    ],
  ]);
});

describe("names at a place", () => {
  const scope = standing("/do/0/pay/with/body");
  const offered = (before: string) => {
    const naming = namingAt(before, scope);
    if (naming === undefined) return undefined;
    return naming.kind === "field" ? fieldsIn(naming.schema).map(({ name }) => name) : naming.kind;
  };
  const LINES = ["price", "name"];
  it.each([
    [".", ["amount", "lines", "due", "kind", "by", "odd key"]],
    [".am", ["amount", "lines", "due", "kind", "by", "odd key"]],
    [".lines[0].", LINES],
    [".lines[].pr", LINES],
    [".lines | map(.", LINES],
    ["[.lines[] | select(.price > 1) | .", LINES],
    [".lines as $l | $l[0].", LINES],
    [".lines as $l | .", ["amount", "lines", "due", "kind", "by", "odd key"]],
    ["{a: .lines[0] | .name, b: .", ["amount", "lines", "due", "kind", "by", "odd key"]],
    [".by.", ["id"]],
    ["$context.", ["limit"]],
    ["$item.", LINES],
    ["$secrets.", ["key"]],
    ['"Dear \\(.', ["amount", "lines", "due", "kind", "by", "odd key"]],
    ["(.amount + 1).", []],
    [".amount | tostring | .", []],
    ["$con", "variable"],
    ["map", "word"],
    ["@ba", "word"],
    [".amount > ", "word"],
    ['"Dear .', undefined],
    ["5.", undefined],
  ])("after %s", (before, expected) => {
    expect(offered(before)).toEqual(expected);
  });
});
