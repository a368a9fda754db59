/**
 * What a retry makes of the visits before it.
 *
 * Never: a trace in an order that the API doesn't give.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { courseOf } from "./course";
import { retriesOf } from "./retries";
import { type Line, picturedOf, tasksOf, visitsBefore } from "./tasks";

type Entry = readonly [kind: string, visit: string, body?: Line["body"]];

const lines = (...entries: readonly Entry[]): Line[] =>
  entries.map(([kind, visit, body = {}], at) => ({
    sequence: at + 1,
    kind,
    task: visit.replace(/:[^:]*$/, ""),
    visit,
    at: new Date(at * 1000).toISOString(),
    body,
  }));

const FAULTED: readonly Entry[] = [
  ["task.started", "/do/0/first:0"],
  ["task.completed", "/do/0/first:0"],
  ["task.started", "/do/1/block:0"],
  ["task.started", "/do/1/block/do/0/read:0"],
  ["task.completed", "/do/1/block/do/0/read:0"],
  ["task.started", "/do/1/block/do/1/pay:0"],
  ["task.faulted", "/do/1/block/do/1/pay:0", { error: { detail: "No." } }],
  ["task.faulted", "/do/1/block:0", { error: { detail: "No." } }],
];
const retried = (visit: string): Entry => ["run.retried", "", { visit, reason: "Mended." }];

const states = (...entries: readonly Entry[]) =>
  Object.fromEntries(tasksOf(lines(...entries)).map(({ key, state }) => [key, state]));
const pictured = (...entries: readonly Entry[]) =>
  Object.fromEntries(
    [...picturedOf(tasksOf(lines(...entries)))].map(([pointer, { state }]) => [pointer, state]),
  );
const innermost = (...entries: readonly Entry[]) =>
  courseOf(lines(...entries)).innermost.map(({ key }) => key);

describe("after a retry from the task that failed", () => {
  const taken = [...FAULTED, retried("/do/1/block/do/1/pay:0")];

  it("what stood around it is open again, and what was done stays done", () => {
    expect(states(...taken)).toEqual({
      "/do/0/first:0": "completed",
      "/do/1/block:0": "running",
      "/do/1/block/do/0/read:0": "completed",
      "/do/1/block/do/1/pay:0": "faulted",
    });
    expect(innermost(...taken)).toEqual(["/do/1/block:0"]);
    const block = tasksOf(lines(...taken)).find(({ key }) => key === "/do/1/block:0");
    expect(block?.details).toEqual({});
    expect(block?.endedAt).toBeUndefined();
  });

  it("the picture shows what goes on, not what was left", () => {
    expect(pictured(...taken)).toEqual({
      "/do/0/first": "completed",
      "/do/1/block": "running",
      "/do/1/block/do/0/read": "completed",
    });
    const again: Entry = ["task.started", "/do/1/block/do/1/pay:0+1"];
    expect(pictured(...taken, again)).toMatchObject({ "/do/1/block/do/1/pay": "running" });
    expect(innermost(...taken, again)).toEqual(["/do/1/block/do/1/pay:0+1"]);
  });

  it("a second one is told like the first", () => {
    const second: readonly Entry[] = [
      ["task.started", "/do/1/block/do/1/pay:0+1"],
      ["task.faulted", "/do/1/block/do/1/pay:0+1"],
      ["task.faulted", "/do/1/block:0"],
      retried("/do/1/block/do/1/pay:0+1"),
    ];
    expect(innermost(...taken, ...second)).toEqual(["/do/1/block:0"]);
    const all = tasksOf(lines(...taken, ...second));
    expect(all.filter(({ isLeft }) => isLeft).map(({ key }) => key)).toEqual([
      "/do/1/block/do/1/pay:0",
      "/do/1/block/do/1/pay:0+1",
    ]);
  });
});

describe("after a retry from an earlier task", () => {
  it("what began after it is left, until it is entered anew", () => {
    const taken = [...FAULTED, retried("/do/0/first:0")];
    expect(pictured(...taken)).toEqual({});
    expect(innermost(...taken)).toEqual([]);
    const first: Entry = ["task.started", "/do/0/first:0+1"];
    expect(pictured(...taken, first)).toEqual({ "/do/0/first": "running" });
  });
});

describe("a retry of a run", () => {
  it("that was broken off leaves nothing open behind", () => {
    const open: readonly Entry[] = [
      ["task.started", "/do/0/a:0"],
      ["task.completed", "/do/0/a:0"],
      ["task.started", "/do/1/b:0"],
      retried("/do/0/a:0"),
    ];
    expect(innermost(...open)).toEqual([]);
    expect(states(...open)).toEqual({ "/do/0/a:0": "completed", "/do/1/b:0": "cancelled" });
  });

  it("from a place of which nothing was told changes nothing that was", () => {
    for (const visit of ["/do/9/none:0", ""])
      expect(states(...FAULTED, retried(visit))).toEqual(states(...FAULTED));
    expect(retriesOf(lines(...FAULTED)).size).toBe(0);
    expect(retriesOf(lines(["run.retried", "", { visit: 7 }])).size).toBe(1);
  });

  it("counts the visits of a task on", () => {
    expect(["/do/0/a:2", "/do/0/a:2+1", "/do/0/a"].map((key) => visitsBefore({ key }))).toEqual([
      2, 2, 0,
    ]);
  });
});
