/**
 * Places and values of a difference.
 *
 * Never: a pointer that people would have to count in.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { placeOf, sidesOf, stepsOf } from "./difference";

describe("a place", () => {
  it.each([
    ["/do/0/greet", 1, undefined],
    ["/do/3/outer/do/1/pause", 2, "outer"],
    ["/do/0/a/try/1/b/catch/do/0/c", 1, "b"],
    ["/do/0/a~1b/fork/branches/10/c", 11, "a/b"],
    ["/do/0/0/do/1/2", 2, "0"],
    ["/use/functions/ask", undefined, undefined],
    ["/use/functions/ask/do/2/c", 3, undefined],
    ["", undefined, undefined],
  ])("%s", (pointer, number, inside) => {
    expect(placeOf(pointer)).toEqual({ number, inside });
  });
});

describe("a field", () => {
  it("is reached in steps", () => {
    expect(stepsOf("/set/a~1b/~0c/")).toEqual(["set", "a/b", "~c", ""]);
    expect(stepsOf("")).toEqual([]);
  });

  it("of null is there", () => {
    expect(sidesOf({ old: null, new: "a" })).toEqual(["null", '"a"']);
    expect(sidesOf({ new: [] })).toEqual([undefined, "[]"]);
    expect(sidesOf({ old: 12345678901234567890n })).toEqual(["12345678901234567890", undefined]);
  });
});
