/**
 * The clock of a trial.
 *
 * Never: the machine's.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { clockOf, lengthOf, spanOfTime } from "./trialClock";

it.each([
  [0, "PT0S"],
  [1_500, "PT1.5S"],
  [7_200_000, "PT2H"],
  [86_400_000, "P1D"],
  [93_660_000, "P1DT2H1M"],
])("%d ms is written %s", (milliseconds, text) => {
  expect(spanOfTime(milliseconds)).toBe(text);
});

it.each([
  [0, 1, "00:00"],
  [208_800_000, 3, "10:00"],
  [86_399_999, 1, "23:59"],
])("%d ms is day %d, %s", (milliseconds, day, time) => {
  expect(clockOf(milliseconds)).toEqual({ day, time });
});

it.each([
  ["", "hours", 0],
  ["1.5", "hours", 5_400_000],
  ["2", "days", 172_800_000],
  ["-1", "days", undefined],
  ["soon", "minutes", undefined],
] as const)("%s %s is %s ms", (amount, unit, length) => {
  expect(lengthOf({ amount, unit })).toBe(length);
});
