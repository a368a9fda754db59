/**
 * Days of whoever looks at the page.
 *
 * Never: a test that holds in one time zone only.
 */
import { expect, it } from "vitest";

import { startOf } from "./days";

it("begins a day where the page is looked at", () => {
  expect(startOf("2026-03-04")).toBe(new Date(2026, 2, 4).toISOString());
  expect(startOf("2026-12-31", 1)).toBe(new Date(2027, 0, 1).toISOString());
});
