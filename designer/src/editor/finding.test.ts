/**
 * One search finds in the text, and by that in the picture.
 *
 * Never: tasks of an older text.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { draftOf, typed } from "../model/draft";
import { findingOf, NOTHING_SOUGHT } from "./finding";

const TEXT = "do:\n  - a:\n      set: { x: 1 }\n  - b:\n      set: { x: 2 }\n";
const { shown } = draftOf(TEXT);

it("tells where it is found, and in which tasks", () => {
  const found = findingOf(TEXT, shown, "X:", 0);
  expect(found.ranges.map(({ from }) => TEXT.slice(from, from + 4))).toEqual(["x: 1", "x: 2"]);
  expect([...found.tasks]).toEqual(["/do/0/a", "/do/1/b"]);
});

it("goes round, and stays where there is nothing", () => {
  expect([0, 1, 2, 5].map((at) => findingOf(TEXT, shown, "set", at).at)).toEqual([0, 1, 0, 1]);
  expect(findingOf(TEXT, shown, "nowhere", 3)).toMatchObject({ ranges: [], at: 0 });
  expect(findingOf(TEXT, shown, "", 3)).toBe(NOTHING_SOUGHT);
});

it("names no tasks while the text can't be read", () => {
  const broken = typed(draftOf(TEXT), `${TEXT}  - [`);
  const found = findingOf(broken.text, broken.shown, "set", 0);
  expect([found.ranges.length, found.tasks.size]).toEqual([2, 0]);
  expect(findingOf("a: [", undefined, "a", 0).tasks.size).toBe(0);
});
