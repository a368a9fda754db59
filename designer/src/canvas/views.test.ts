/**
 * Which part of a picture is seen.
 *
 * Never: a page; all of it is reckoning.
 */
import { describe, expect, it } from "vitest";

import { firstView, viewWith, wholeView } from "./views";

const wide = { width: 1000, height: 600 };
const phone = { width: 390, height: 600 };
const start = { x: 900, y: 0, width: 100, height: 40 };

describe("at first", () => {
  it("is all of it in the middle, never enlarged", () => {
    expect(firstView({ width: 400, height: 300 }, wide, undefined)).toEqual({
      x: 300,
      y: 150,
      zoom: 1,
    });
  });

  it("is the beginning of what is long, at a size that can be read", () => {
    const { y, zoom } = firstView({ width: 500, height: 20_000 }, wide, start);
    expect({ y, zoom }).toEqual({ y: 24, zoom: 1 });
    expect(firstView({ width: 1200, height: 20_000 }, wide, start).zoom).toBeCloseTo(952 / 1200);
  });

  it("shows the start of what is wide", () => {
    const { x, zoom } = firstView({ width: 5_000, height: 900 }, wide, start);
    expect(zoom).toBe(0.7);
    expect(x + (start.x + 50) * zoom).toBeCloseTo(500);
  });

  it("fits the width of a phone, as far as it can be read there", () => {
    expect(firstView({ width: 560, height: 2_000 }, phone, undefined).zoom).toBeCloseTo(366 / 560);
    expect(firstView({ width: 5_000, height: 2_000 }, phone, start).zoom).toBe(0.6);
  });

  it("is possible where there is no room or nothing to see", () => {
    for (const window of [wide, { width: 0, height: 0 }])
      for (const layout of [
        { width: 0, height: 0 },
        { width: 50_000, height: 50_000 },
      ])
        for (const view of [firstView(layout, window, undefined), wholeView(layout, window)]) {
          expect(Object.values(view).every(Number.isFinite)).toBe(true);
          expect(view.zoom).toBeGreaterThan(0);
        }
  });
});

describe("to show a task", () => {
  const box = { x: 100, y: 100, width: 200, height: 50 };

  it("moves nothing where it is seen already", () => {
    const view = { x: 0, y: 0, zoom: 1 };
    expect(viewWith(view, box, wide)).toEqual(view);
  });

  it("moves as little as it can, from every side", () => {
    expect(viewWith({ x: -500, y: -500, zoom: 1 }, box, wide)).toEqual({ x: -76, y: -76, zoom: 1 });
    expect(viewWith({ x: 900, y: 900, zoom: 1 }, box, wide)).toEqual({ x: 676, y: 426, zoom: 1 });
  });

  it("shows the beginning of what is larger than the window", () => {
    const large = { x: 0, y: 0, width: 5_000, height: 5_000 };
    expect(viewWith({ x: -900, y: -900, zoom: 1 }, large, wide)).toEqual({ x: 24, y: 24, zoom: 1 });
  });
});
