/**
 * Addresses as they are read and written.
 *
 * Never: an address that breaks a page, or means something else the second time.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { readSearch, writeSearch } from "./address";

describe("an address", () => {
  it.each([
    "",
    "?status=faulted&status=running&search=%E2%98%83+%26",
    "?a=1&a=1&a=",
    "?search=%2B+%25+%3D+%23",
    "?%D8%A8=%D8%A8",
  ])("%j is read and written alike", (text) => {
    expect(writeSearch(readSearch(text))).toBe(text);
  });

  it("keeps each value of a name that stands there several times", () => {
    expect(readSearch("?a=1&b=2&a=3&a=4")).toEqual({ a: ["1", "3", "4"], b: "2" });
  });

  it("has no word for what is not there, and none for what is no text", () => {
    expect(writeSearch({ a: undefined, b: null, c: {}, d: ["x", 1, null], e: [] })).toBe(
      "?d=x&d=1",
    );
  });

  it("may be anything that a person types", () => {
    expect(readSearch("%E0%A4%A&&&=&a")).toEqual({ "\uFFFD%A": "", "": "", a: "" });
    expect(Object.keys(readSearch("?__proto__=1&constructor=2"))).toEqual([
      "__proto__",
      "constructor",
    ]);
    expect(Object.getPrototypeOf(readSearch("?__proto__=1"))).toBe(Object.prototype);
  });
});
