/**
 * Working hours as a week of spans.
 *
 * Never: a fault that only the API would find.
 */
import { describe, expect, it } from "vitest";

import {
  changed,
  endOf,
  faultyDays,
  nameOf,
  shownEnd,
  type Span,
  weekOf,
  wireOf,
  withoutSpan,
  withSpan,
} from "./workingHours";

const WEEK = weekOf({ tuesday: [["09:00", "12:00"]], someday: [["1", "2"]], sunday: [] });

describe("a week", () => {
  it("keeps the days that there are, in their order", () => {
    expect(WEEK).toEqual({ tuesday: [["09:00", "12:00"]] });
    expect(Object.keys(wireOf({ ...withSpan(WEEK, "monday"), friday: [] }))).toEqual([
      "monday",
      "tuesday",
    ]);
  });

  it("gains, changes and loses spans", () => {
    const more = changed(withSpan(WEEK, "tuesday"), "tuesday", 1, ["13:00", "24:00"]);
    expect(more.tuesday).toEqual([
      ["09:00", "12:00"],
      ["13:00", "24:00"],
    ]);
    expect(faultyDays(more)).toEqual([]);
    expect(withoutSpan(more, "tuesday", 0).tuesday).toEqual([["13:00", "24:00"]]);
  });

  it("finds spans that go backwards, overlap or are empty", () => {
    const morning: Span = ["09:00", "12:00"];
    const wrong: readonly Span[] = [
      ["12:00", "09:00"],
      ["11:00", "13:00"],
      ["", "18:00"],
      ["13:00", ""],
    ];
    for (const span of wrong) expect(faultyDays({ tuesday: [morning, span] })).toEqual(["tuesday"]);
  });

  it("ends at midnight", () => {
    expect(shownEnd("24:00")).toBe("00:00");
    expect(endOf("00:00")).toBe("24:00");
    expect(endOf("17:30")).toBe("17:30");
  });

  it("has names in each language", () => {
    expect(nameOf("monday", "en")).toBe("Monday");
    expect(nameOf("sunday", "ar")).toBe("الأحد");
  });
});
