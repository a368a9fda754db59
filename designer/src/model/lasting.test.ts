/**
 * Spans of a document, both ways.
 *
 * Never: one that is written in another manner than it was.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { lastingOf, lastingValue } from "./lasting";
import type { Json } from "./json";

describe("a span", () => {
  it.each<[string, Json]>([
    ["ISO", "PT30S"],
    ["ISO in minutes", "PT5M"],
    ["ISO in days", "P14D"],
    ["ISO in weeks", "P2W"],
    ["a part of a second", "PT0.5S"],
    ["a map", { seconds: 5 }],
    ["a map of milliseconds", { milliseconds: 250 }],
  ])("in %s comes back as it was", (_, value) => {
    const lasting = lastingOf(value);
    expect(lasting).toBeDefined();
    expect(lasting && lastingValue(lasting)).toEqual(value);
  });

  it.each<[string, Json]>([
    ["several units", "PT1H30M"],
    ["a map of several", { hours: 1, minutes: 30 }],
    ["an expression", "${ .span }"],
    ["months, which aren't minutes", "P1M"],
    ["a map of another thing", { seconds: "${ .n }" }],
  ])("of %s is not one amount", (_, value) => {
    expect(lastingOf(value)).toBeUndefined();
  });
});
