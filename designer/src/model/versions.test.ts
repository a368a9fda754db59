/**
 * Numbers of versions.
 *
 * Never: an order of letters; 1.10.0 is higher than 1.9.0.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { highestOf, isNewer, nextOf } from "./versions";

it.each([
  [["1.9.0", "1.10.0", "1.2.30"], "1.10.0"],
  [["2.0.0-rc.1", "1.0.0"], "1.0.0"],
  [["draft"], undefined],
  [[], undefined],
])("of %j the highest is %s", (versions, highest) => {
  expect(highestOf(versions)).toBe(highest);
});

it.each([
  ["patch", "1.2.4"],
  ["minor", "1.3.0"],
  ["major", "2.0.0"],
] as const)("the next %s of 1.2.3 is %s", (step, next) => {
  expect(nextOf("1.2.3", step)).toBe(next);
});

it.each([
  ["1.0.1", "1.0.0", true],
  ["1.0.0", "1.0.0", false],
  ["0.9.9", "1.0.0", false],
  ["1.0.0", undefined, true],
  ["soon", "1.0.0", false],
])("%s after %s is newer: %s", (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer);
});
