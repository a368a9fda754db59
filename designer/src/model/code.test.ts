/**
 * Expressions as a document has them.
 *
 * Never: one written in another way than before.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { asBefore, bareCode, codeFor, codeIn, inBraces, valueIn } from "./code";

it("an expression is what stands in its braces, and only there", () => {
  expect(codeIn("${ .a }")).toBe(".a");
  expect(codeIn(" ${.a} ")).toBe(".a");
  expect(codeIn(".a")).toBeUndefined();
  expect(codeIn(5)).toBeUndefined();
  expect(bareCode(".a")).toBe(".a");
});

it("one that was bare stays bare, and one in braces in them", () => {
  expect(asBefore(".a", ".b")).toBe(".b");
  expect(asBefore("${ .a }", ".b")).toBe("${ .b }");
  expect(asBefore(undefined, "${ .b }")).toBe(".b");
  expect(asBefore(".a", " ")).toBeUndefined();
  expect(inBraces("${ .b }")).toBe("${ .b }");
  expect(inBraces("")).toBeUndefined();
});

it("a value is an expression of itself", () => {
  expect(codeFor({ a: 12n })).toBe('{"a":12}');
  expect(codeFor(undefined)).toBe("");
  expect(valueIn(codeFor(["a", 1]))).toEqual(["a", 1]);
  expect(valueIn(".a")).toBeUndefined();
});
