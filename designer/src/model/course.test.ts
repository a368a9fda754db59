/**
 * What a trace tells.
 *
 * Never: a trace in an order that the API doesn't give.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { courseOf, faultedAt } from "./course";
import type { Line } from "./tasks";

type Entry = readonly [kind: string, visit: string, body?: Line["body"]];

const lines = (...entries: readonly Entry[]): Line[] =>
  entries.map(([kind, visit, body = {}], at) => ({
    sequence: at + 1,
    kind,
    task: visit.replace(/:\d+$/, ""),
    visit,
    at: new Date(at * 1000).toISOString(),
    body,
  }));
const innermost = (...entries: readonly Entry[]) =>
  courseOf(lines(...entries)).innermost.map(({ key }) => key);

describe("where a run stands", () => {
  it("is in the open tasks in which no other open one stands", () => {
    expect(
      innermost(
        ["task.started", "/do/0/a:0"],
        ["task.started", "/do/0/a/do/0/b:0"],
        ["task.completed", "/do/0/a/do/0/b:0"],
        ["task.started", "/do/0/a/do/1/c:2"],
        ["task.started", "/do/0/ab:0"],
      ),
    ).toEqual(["/do/0/a/do/1/c:2", "/do/0/ab:0"]);
  });

  it("is nowhere once all has ended, in whatever way", () => {
    for (const kind of ["completed", "faulted", "cancelled", "skipped"])
      expect(innermost(["task.started", "/do/0/a:0"], [`task.${kind}`, "/do/0/a:0"])).toEqual([]);
    expect(courseOf([])).toEqual({ innermost: [], suspended: undefined, faulted: [] });
  });

  it("keeps the visits of one task apart", () => {
    expect(
      innermost(
        ["task.started", "/do/0/a:0"],
        ["task.completed", "/do/0/a:0"],
        ["task.started", "/do/0/a:1"],
      ),
    ).toEqual(["/do/0/a:1"]);
  });

  it("is told from the middle of a task too", () => {
    const [visit] = courseOf(lines(["task.waiting", "/do/0/a:0"])).innermost;
    expect(visit).toMatchObject({ pointer: "/do/0/a", type: "", input: undefined, retries: 0 });
  });

  it("keeps null as what a task got", () => {
    const [visit] = courseOf(
      lines(["task.started", "/do/0/a:0", { type: "set", input: null }]),
    ).innermost;
    expect(visit).toMatchObject({ type: "set", input: null });
  });

  it("knows a pause until it is over", () => {
    expect(courseOf(lines(["run.suspended", ""])).suspended?.sequence).toBe(1);
    expect(courseOf(lines(["run.suspended", ""], ["run.resumed", ""])).suspended).toBeUndefined();
  });

  it("bears names that look like anything", () => {
    for (const visit of ["", "/", "/do/0/__proto__:0", "no number", "/do/0/a~1b:9e9"])
      expect(courseOf(lines(["task.started", visit])).innermost).toHaveLength(visit === "" ? 0 : 1);
  });
});

describe("where a fault came from", () => {
  const tried = courseOf(
    lines(
      ["task.started", "/do/0/try:0"],
      ["task.started", "/do/0/try/try/0/a:0", { type: "call", input: 1 }],
      ["task.faulted", "/do/0/try/try/0/a:0"],
      ["task.retried", "/do/0/try:0", { attempt: 1 }],
      ["task.started", "/do/0/try/try/0/a:1", { type: "call", input: 2 }],
      ["task.faulted", "/do/0/try/try/0/a:1"],
      ["task.faulted", "/do/0/try:0"],
    ),
  );

  it("is its last visit, with the attempt of what was tried around it", () => {
    expect(faultedAt(tried, "/do/0/try/try/0/a")).toMatchObject({
      attempt: 2,
      visit: { input: 2, key: "/do/0/try/try/0/a:1" },
    });
  });

  it("is unknown where the trace tells of none", () => {
    expect(faultedAt(tried, "/do/1/other")).toBeUndefined();
    expect(faultedAt(tried, "")).toBeUndefined();
  });
});
