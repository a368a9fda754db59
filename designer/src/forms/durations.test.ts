/**
 * Spans of time, there and back.
 *
 * Never: months taken for minutes.
 */
import { describe, expect, it } from "vitest";

import { spanOf, spanText, UNITS } from "./durations";

describe("a span", () => {
  it.each(UNITS)("of %s comes back as it was", (unit) => {
    for (const amount of ["3", "", "x", "1.5"])
      expect(spanOf(spanText({ amount, unit }))).toEqual({ amount, unit });
  });

  it.each([
    ["PT5M", "minutes"],
    ["P5M", "months"],
    ["P2W", "weeks"],
    ["", "days"],
  ])("%s is in %s", (value, unit) => {
    expect(spanOf(value)?.unit).toBe(unit);
  });

  it.each(["P3DT12H", "P1Y2M", "3 days", "P", "PT"])("%s is more than one can say", (value) => {
    expect(spanOf(value)).toBeUndefined();
  });
});
