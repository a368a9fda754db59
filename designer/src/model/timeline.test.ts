/**
 * Tasks against the time of their run.
 *
 * Never: the clock of the machine.
 */
import { expect, it } from "vitest";

import { type Line, tasksOf } from "./tasks";
import { among, ticksOf } from "./timeline";

const line = (second: number, kind: string, task: string): Line => ({
  sequence: second,
  kind: `task.${kind}`,
  task,
  visit: `${task}:0`,
  at: new Date(second * 1000).toISOString(),
  body: {},
});
const TASKS = tasksOf([
  line(0, "started", "/do/0/block"),
  line(1, "started", "/do/0/block/do/0/short"),
  line(2, "completed", "/do/0/block/do/0/short"),
  line(3, "started", "/do/0/block/do/1/long"),
  line(9, "faulted", "/do/0/block/do/1/long"),
  line(10, "started", "/do/1/open"),
]);
const names = (filter: Parameters<typeof among>[1]) =>
  among(TASKS, filter, 12_000).map(({ name }) => name);

it("looks at all, at what failed, and at what is open", () => {
  expect(names("all")).toHaveLength(4);
  expect(names("failed")).toEqual(["long"]);
  expect(names("open")).toEqual(["block", "open"]);
});

it("counts as slow what took long itself", () => {
  expect(names("slow")).toEqual(["long", "open", "short"]);
});

it("marks the scale from the start to the end", () => {
  expect(ticksOf(8_000)).toEqual([0, 2000, 4000, 6000, 8000]);
});
