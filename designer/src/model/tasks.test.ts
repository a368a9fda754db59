/**
 * Tasks folded from a trace.
 *
 * Never: a trace in an order that the API doesn't give.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { barOf, clippedOf, type Line, tasksOf, visitsBefore } from "./tasks";

const at = (milliseconds: number) => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();

function lines(
  ...entries: (readonly [
    kind: string,
    task: string,
    visit: string,
    ms: number,
    body?: Line["body"],
  ])[]
) {
  return entries.map(([kind, task, visit, ms, body = {}], index) => ({
    sequence: index + 1,
    kind,
    task,
    visit,
    at: at(ms),
    body,
  }));
}

describe("tasksOf", () => {
  it("follows a task from its start to its end", () => {
    const [task, ...others] = tasksOf(
      lines(
        ["run.started", "", "", 0],
        ["task.started", "/do/0/greet", "/do/0/greet:0", 5, { type: "set", input: 1 }],
        ["task.completed", "/do/0/greet", "/do/0/greet:0", 9, { output: 2 }],
        ["run.completed", "", "", 9],
      ),
    );
    expect(others).toEqual([]);
    expect(task).toMatchObject({
      name: "greet",
      type: "set",
      depth: 0,
      state: "completed",
      startedAt: at(5),
      endedAt: at(9),
      details: { input: 1, output: 2 },
    });
  });

  it("counts attempts by the retries, and keeps what was noted besides", () => {
    const [task] = tasksOf(
      lines(
        ["task.emitted", "/do/9/unknown", "/do/9/unknown:0", 0, { type: "lost" }],
        ["task.started", "/do/0/a", "/do/0/a:0", 0, { type: "try" }],
        ["task.retried", "/do/0/a", "/do/0/a:0", 1, { attempt: 1, until: at(5) }],
        ["task.retried", "/do/0/a", "/do/0/a:0", 6, { attempt: 2, until: at(9) }],
        ["task.puzzled", "/do/0/a", "/do/0/a:0", 7],
        ["task.completed", "/do/0/a", "/do/0/a:0", 9, { output: 2 }],
      ),
    );
    expect(task).toMatchObject({ attempts: 3, state: "completed", details: { output: 2 } });
    expect(task?.notes.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ["retried", 3],
      ["retried", 4],
    ]);
  });

  it("keeps the visits of one task apart, in the order in which they began", () => {
    const tasks = tasksOf(
      lines(
        ["task.started", "/do/0/a", "/do/0/a:0", 0],
        ["task.completed", "/do/0/a", "/do/0/a:0", 1],
        ["task.started", "/do/1/b", "/do/1/b:0", 1],
        ["task.started", "/do/0/a", "/do/0/a:1", 2],
      ),
    );
    expect(tasks.map((task) => [task.name, visitsBefore(task), task.state])).toEqual([
      ["a", 0, "completed"],
      ["b", 0, "running"],
      ["a", 1, "running"],
    ]);
  });

  it("knows what stands inside what, and names with a slash", () => {
    const [task] = tasksOf(lines(["task.waiting", "/do/0/a/do/1/b~1c~0", "x:0", 0]));
    expect(task).toMatchObject({ name: "b/c~", depth: 1, state: "waiting", endedAt: undefined });
  });

  it("waits while a person is asked, and goes on when it is answered", () => {
    const asked = [
      ["task.started", "/do/0/a", "a:0", 0, { type: "call:http", input: 1 }],
      ["task.unsettled", "/do/0/a", "a:0", 1, { error: { title: "Outcome Unknown" } }],
    ] as const;
    const settled = ["task.settled", "/do/0/a", "a:0", 2, { outcome: "again" }] as const;
    const found = { type: "call:http", details: { input: 1 }, endedAt: undefined };
    expect(tasksOf(lines(...asked))).toMatchObject([{ ...found, state: "waiting" }]);
    expect(tasksOf(lines(...asked, settled))).toMatchObject([{ ...found, state: "running" }]);
  });

  it("leaves out kinds of a newer API", () => {
    expect(tasksOf(lines(["task.dreamt", "/do/0/a", "a:0", 0]))).toEqual([]);
  });
});

describe("barOf", () => {
  const task = (from: number, to?: number) =>
    tasksOf(
      lines(
        ["task.started", "/do/0/a", "a:0", from],
        ...(to === undefined ? [] : ([["task.completed", "/do/0/a", "a:0", to]] as const)),
      ),
    )[0];
  const bar = (from: number, to: number | undefined, begin: number, end: number) => {
    const found = task(from, to);
    return found && barOf(found, Date.parse(at(begin)), Date.parse(at(end)));
  };

  it("lies in the time of the run", () => {
    expect(bar(25, 75, 0, 100)).toEqual({ start: 250, length: 500 });
  });

  it("grows while the task is open", () => {
    expect(bar(50, undefined, 0, 200)).toEqual({ start: 250, length: 750 });
  });

  it("stays inside when clocks differ or no time has passed", () => {
    expect(bar(50, 500, 100, 200)).toEqual({ start: 0, length: 1000 });
    expect(bar(0, 0, 0, 0)).toEqual({ start: 0, length: 0 });
  });
});

describe("clippedOf", () => {
  it("tells a clipped value from any other", () => {
    expect(clippedOf({ "baton:clipped": "{", bytes: 9000 })).toEqual({ head: "{", bytes: 9000 });
    for (const value of [null, 1, "a", [], {}, { "baton:clipped": 1, bytes: 2 }])
      expect(clippedOf(value)).toBeUndefined();
  });
});
