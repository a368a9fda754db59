/**
 * Lines as SVG draws them.
 *
 * Never: a line with something in it that is no number.
 */
import { describe, expect, it } from "vitest";

import { headOf, pathOf } from "./paths";

const points = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([x, y]) => ({ x, y }));

describe("a line", () => {
  it("goes straight, and ends where its head begins", () => {
    expect(pathOf(points([0, 0], [0, 50]), false)).toBe("M0,0L0,50");
    expect(pathOf(points([0, 0], [0, 50]), true)).toBe("M0,0L0,45");
    expect(headOf(points([0, 0], [0, 50]))).toBe("M0,50L4,44L-4,44Z");
  });

  it("has round corners, as round as there is room", () => {
    expect(pathOf(points([0, 0], [0, 50], [50, 50]), false)).toBe("M0,0L0,42Q0,50 8,50L50,50");
    expect(pathOf(points([0, 0], [0, 6], [50, 6]), false)).toBe("M0,0L0,3Q0,6 3,6L50,6");
  });

  it("may have no length, one point or none", () => {
    expect(pathOf([], true)).toBe("");
    expect(headOf(points([1, 1]))).toBe("");
    expect(pathOf(points([1, 1], [1, 1], [1, 1]), true)).not.toMatch(/NaN/);
    expect(headOf(points([1, 1], [1, 1]))).not.toMatch(/NaN/);
  });
});
