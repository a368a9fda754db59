/**
 * Which processes stand first, and which day it is.
 *
 * Never: a day of another time zone.
 */
import { expect, it } from "vitest";

import { dayOf, mineFirst } from "./home";

const named = (name: string) => ({ namespace: "demo", name });
const ran = (name: string) => ({ workflow: `demo/${name}` });

it("what was run last stands first, each once", () => {
  const all = ["a", "b", "c", "d"].map(named);
  const found = mineFirst(all, [ran("c"), ran("gone"), ran("b"), ran("c")], 3);
  expect(found.map(({ name }) => name)).toEqual(["c", "b", "a"]);
  expect(mineFirst([], [ran("a")], 3)).toEqual([]);
});

it("a day is that of whoever looks", () => {
  expect(dayOf(new Date(2026, 0, 3, 0, 0, 1).getTime())).toBe("2026-01-03");
  expect(dayOf(new Date(2026, 11, 31, 23, 59).getTime())).toBe("2026-12-31");
});
