/**
 * JSON as it is typed and shown.
 *
 * Never: a text that only some browser understands.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { parse, print, read, textOf } from "./json";

describe("read", () => {
  it("takes any JSON as it stands", () => {
    for (const text of ["{}", "[1, 2]", '"a"', "12345678901234567890", " null ", "-0.5e+3"])
      expect(read(text)).toEqual({ ok: true, text });
  });

  it("takes nothing typed as null", () => {
    expect(read("")).toEqual({ ok: true, text: "null" });
    expect(read(" \n ")).toEqual({ ok: true, text: "null" });
  });

  it.each([
    ['{"name": "Ada",\n "x": }', 2, 7],
    ["{", 1, 2],
    ["{'a': 1}", 1, 2],
    ['{"a" 1}', 1, 6],
    ['{"a": 1,}', 1, 9],
    ["[1 2]", 1, 4],
    ["[1, 2", 1, 6],
    ["[1}", 1, 3],
    ["01", 1, 2],
    ["tru", 1, 1],
    ["{} {}", 1, 4],
    ['"a\\x"', 1, 3],
    ['"a\nb"', 1, 3],
    ['"open', 1, 6],
    ["NaN", 1, 1],
    ["é", 1, 1],
  ])("says where %j breaks", (text, line, column) => {
    expect(read(text)).toEqual({ ok: false, place: { line, column } });
  });

  it("finds the place among a hundred thousand brackets", () => {
    expect(read("[".repeat(100_000))).toEqual({ ok: false, place: { line: 1, column: 100_001 } });
  });
});

describe("parse and textOf", () => {
  it("keeps what a value is", () => {
    const value = { a: [1, "b", null, true, {}], "c d": [] };
    expect(JSON.parse(textOf(value))).toEqual(value);
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it("prints an integer that a number can't hold", () => {
    expect(textOf({ n: 12345678901234567890n })).toBe('{\n  "n": 12345678901234567890\n}');
  });

  it("gives each piece its kind", () => {
    const kinds = print({ a: ["b", 1, false] })
      .flat()
      .filter((piece) => piece.kind !== "plain")
      .map((piece) => `${piece.kind} ${piece.text}`);
    expect(kinds).toEqual(['key "a"', 'text "b"', "number 1", "word false"]);
  });
});
