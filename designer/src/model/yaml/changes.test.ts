/**
 * Changes of a text, put in order, carried out and followed.
 *
 * Never: a change carried out twice.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { applied, between, inOrder, moved } from "./changes";

const change = (from: number, to: number, insert = "") => ({ from, to, insert });

it("changes come in order, and what is deleted twice is deleted once", () => {
  const changes = inOrder([
    change(4, 6),
    change(0, 0, "x"),
    change(5, 8),
    change(3, 3, "y"),
    change(9, 9),
  ]);
  expect(changes).toEqual([change(0, 0, "x"), change(3, 3, "y"), change(4, 8)]);
  expect(applied("0123456789", changes)).toBe("x012y389");
});

it("a place goes along with its text", () => {
  const changes = [change(2, 4, "abc"), change(6, 6, "x")];
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((place) => moved(place, changes))).toEqual([
    0, 1, 5, 5, 5, 6, 7, 9,
  ]);
});

it("one change makes a text of another", () => {
  expect(between("same", "same")).toBeUndefined();
  expect(between("aXb", "aYYb")).toEqual(change(1, 2, "YY"));
  expect(between("aa", "aaa")).toEqual(change(2, 2, "a"));
  expect(between("abab", "ab")).toEqual(change(2, 4));
});
