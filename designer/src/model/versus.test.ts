/**
 * Two runs compared, from their traces.
 *
 * Never: a difference that both runs don't show.
 */
import { expect, it } from "vitest";

import type { Json } from "./json";
import { type Line, tasksOf } from "./tasks";
import { versus } from "./versus";

const did = (pointer: string, end: string, output: Json, seconds = 1): Line[] => {
  const line = (sequence: number, kind: string, at: number, body: Line["body"]): Line => ({
    sequence,
    kind: `task.${kind}`,
    task: pointer,
    visit: `${pointer}:0`,
    at: new Date(at * 1000).toISOString(),
    body,
  });
  return [line(1, "started", 0, { input: 1 }), line(2, end, seconds, { output })];
};
const differences = (here: readonly Line[], there: readonly Line[]) =>
  versus(tasksOf(here), tasksOf(there)).map(({ name, differences: found }) => [name, ...found]);

it("says nothing of what is the same", () => {
  const run = did("/do/0/read", "completed", 2);
  expect(differences(run, run)).toEqual([["read"]]);
});

it("tells another end, another output, and what took much longer", () => {
  const here = did("/do/0/read", "faulted", 3, 9);
  expect(differences(here, did("/do/0/read", "completed", 2, 3))).toEqual([
    ["read", "state", "output", "slower"],
  ]);
});

it("tells which tasks only one of them did, where they belong", () => {
  const read = did("/do/0/read", "completed", 2);
  const pay = did("/do/2/pay", "completed", 2);
  expect(differences([...read, ...pay], [...read, ...did("/do/1/check", "completed", 2)])).toEqual([
    ["read"],
    ["check", "onlyThere"],
    ["pay", "onlyHere"],
  ]);
});

it("knows a task again that stands further down in another version", () => {
  const here = did("/do/3/block/do/1/pay", "completed", 2);
  expect(differences(here, did("/do/0/block/do/0/pay", "completed", 2))).toEqual([["pay"]]);
});
