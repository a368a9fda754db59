/**
 * Tasks found again after the process has changed.
 *
 * Never: the picture; only pointers.
 */
import { expect, it } from "vitest";

import type { Json } from "./json";
import { sameTask } from "./sameTask";

const process = (...names: string[]): Json => ({
  do: names.map((name) => ({ [name]: { set: { a: 1 } } })),
});

it("stays where it stood", () => {
  expect(sameTask(process("one", "two"), "/do/1/two")).toBe("/do/1/two");
});

it("is known by its name where it has moved", () => {
  expect(sameTask(process("new", "one", "two"), "/do/1/two")).toBe("/do/2/two");
});

it("is nobody where its name is gone, or stands for several", () => {
  expect(sameTask(process("one"), "/do/1/two")).toBeUndefined();
  expect(sameTask(process("two", "one", "two"), "/do/1/two")).toBeUndefined();
});
