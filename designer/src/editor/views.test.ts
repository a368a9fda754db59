/**
 * Which view is shown where, and what hinders a text from being read, in words.
 *
 * Never: both side by side where there is no room.
 */
import { expect, it } from "vitest";

import { viewOf, viewsOn } from "./views";
import { faultWords } from "./words";

it("is the one that is wanted, where there is room for it", () => {
  expect(viewOf(undefined, false, true)).toBe("both");
  expect(viewOf(undefined, false, false)).toBe("picture");
  expect(viewOf("both", true, false)).toBe("picture");
  expect(viewOf("text", true, false)).toBe("text");
  expect(viewOf("both", false, false)).toBe("both");
  expect([viewsOn(true), viewsOn(false)]).toEqual([
    ["picture", "text"],
    ["picture", "text", "both"],
  ]);
});

it("has a remedy for what can't be read", () => {
  const fault = { code: "duplicate-key", about: "a", from: 0, to: 1, line: 1, column: 1 } as const;
  expect(faultWords(fault)).toEqual({
    title: "“a” stands here twice.",
    remedy: "Rename one of both, or remove it.",
  });
});
