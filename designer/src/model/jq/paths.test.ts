/**
 * Paths, written, read and said; and `${ }` around expressions.
 *
 * Never: a path that means another value after it was read.
 */
import { expect, it } from "vitest";

import { codeOf, isEnclosed, mannerOf, valueOf } from "./enclosing";
import { tokensOf } from "./lexer";
import { readPath, wordsOfPath, writePath } from "./paths";

it.each([
  [".", ".", ""],
  [".a", ".a", "a"],
  ["$item", "$item", "item"],
  ["$context.total", "$context.total", "total"],
  ["$workflow.input.firstName", "$workflow.input.firstName", "first name"],
  ["$error.status", "$error.status", "error status"],
  ['.["a b"][0].c', '."a b"[0].c', "a b #1 c"],
  ['.[0]."x"', ".[0].x", "#1 x"],
  [".a[-1]", ".a[-1]", "a #-1"],
  [".VAT_number", ".VAT_number", "VAT number"],
])("%s is written %s and said %s", (source, written, said) => {
  const path = readPath(source);
  expect(path && writePath(path)).toBe(written);
  expect(path && wordsOfPath(path)).toBe(said);
});

it.each(["", "a", ".a.", ".a[]", ".a[1:2]", ".a | .b", '."a\\(.b)"', "..", ".a?", ".a[1.5]"])(
  "%s is no plain path",
  (source) => {
    expect(readPath(source)).toBeUndefined();
  },
);

it("cuts texts with expressions and comments in them", () => {
  const tokens = tokensOf('"a\\(.b + ")\\(1)")c" # more') ?? [];
  expect(tokens.map(({ parts }) => parts)).toEqual([
    [
      { kind: "plain", text: "a" },
      { kind: "inner", source: '.b + ")\\(1)"' },
      { kind: "plain", text: "c" },
    ],
  ]);
  expect(tokensOf('"open')).toBeUndefined();
  expect(tokensOf("'a'")).toBeUndefined();
});

it("takes `${ }` off and puts it back as it was", () => {
  expect(isEnclosed(" ${ .a } ")).toBe(true);
  expect(codeOf("${ .a }", false)).toBe(".a");
  expect(codeOf(".a > 1", true)).toBe(".a > 1");
  expect(codeOf("Hello", false)).toBe('"Hello"');
  expect(codeOf("", false)).toBe("");
  expect(mannerOf("${ .a }", true)).toBe("enclosed");
  expect(mannerOf("", true)).toBe("bare");
  expect(valueOf(".a", "enclosed")).toBe("${ .a }");
  expect(valueOf(".a", "bare")).toBe(".a");
  expect(valueOf(" ", "enclosed")).toBe("");
  expect(valueOf(".a # why", "enclosed")).toBe("${ .a # why\n}");
});
