/**
 * When two values mean the same.
 *
 * Never: a difference by the order of keys.
 */
import { describe, expect, it } from "vitest";

import { isSame } from "./schemaSame";

describe("isSame", () => {
  it("compares what values mean", () => {
    expect(isSame({ a: [1, { b: null }], c: 2n }, { c: 2n, a: [1, { b: null }] })).toBe(true);
    expect(isSame({ a: 1 }, { a: 1, b: 1 })).toBe(false);
    expect(isSame([1], { 0: 1 })).toBe(false);
  });
});
