/**
 * Values set and taken away by pointer.
 *
 * Never: the document that was given, changed.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import type { Json } from "../json";
import { renamedKey, valueAt, withoutValue, withValue } from "./values";

const document: Json = { a: { b: [1, { "x/y": 2 }] }, n: null, s: "text" };

it("a value is found by its pointer", () => {
  expect(valueAt(document, "")).toBe(document);
  expect(valueAt(document, "/a/b/1/x~1y")).toBe(2);
  for (const pointer of ["/a/b/2", "/a/b/x", "/s/length", "/a/constructor"])
    expect(valueAt(document, pointer)).toBeUndefined();
});

it.each<[string, Json, Json]>([
  ["/a/b/0", 3, { a: { b: [3, { "x/y": 2 }] }, n: null, s: "text" }],
  ["/a/b/-", 3, { a: { b: [1, { "x/y": 2 }, 3] }, n: null, s: "text" }],
  ["/n/deep/er", 3, { a: { b: [1, { "x/y": 2 }] }, n: { deep: { er: 3 } }, s: "text" }],
  ["/new", 3, { ...document, new: 3 }],
])("%s is set", (pointer, value, wanted) => {
  expect(withValue(document, pointer, value)).toEqual(wanted);
});

it("all stays where the way leads through a text", () => {
  expect(withValue(document, "/s/x", 1)).toBe(document);
  expect(withValue(document, "/a/b/7", 1)).toBe(document);
  expect(withoutValue(document, "/a/x/y")).toBe(document);
});

it("a value is taken away", () => {
  expect(withoutValue(document, "/a/b/0")).toEqual({
    a: { b: [{ "x/y": 2 }] },
    n: null,
    s: "text",
  });
  expect(withoutValue(document, "/n")).toEqual({ a: { b: [1, { "x/y": 2 }] }, s: "text" });
});

it("what stays is the very same", () => {
  const next = withValue(document, "/n", 1);
  expect(valueAt(next, "/a")).toBe(valueAt(document, "/a"));
});

it("a key is renamed in its place, unless another has the name", () => {
  expect(Object.keys(renamedKey(document, "/n", "m") as object)).toEqual(["a", "m", "s"]);
  expect(renamedKey(document, "/n", "s")).toBeUndefined();
  expect(renamedKey(document, "/n", "n")).toBe(document);
  expect(renamedKey(document, "/x", "y")).toBeUndefined();
});
