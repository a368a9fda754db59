/**
 * Attempts, from the notes of a task.
 *
 * Never: a clock.
 */
import { expect, it } from "vitest";

import { attemptsOf } from "./attempts";
import { type Line, tasksOf } from "./tasks";

const line = (
  sequence: number,
  kind: string,
  body: Line["body"] = {},
  visit = "/do/0/try:0",
): Line => ({
  sequence,
  kind: `task.${kind}`,
  task: visit.replace(/:\d+$/, ""),
  visit,
  at: `2026-01-01T10:00:0${sequence}.000Z`,
  body,
});
const retried = (sequence: number, attempt: number) =>
  line(sequence, "retried", {
    attempt,
    until: `2026-01-01T10:01:0${attempt}.000Z`,
    error: { detail: "It answered 502." },
  });

it("tells why each attempt failed and when the next one was to begin", () => {
  const [task] = tasksOf([line(1, "started"), retried(2, 1), retried(3, 2)]);
  if (task === undefined) throw new Error("one");
  expect(task.state).toBe("waiting");
  expect(attemptsOf(task)).toEqual([
    {
      number: 1,
      state: "faulted",
      endedAt: "2026-01-01T10:00:02.000Z",
      why: "It answered 502.",
      next: "2026-01-01T10:01:01.000Z",
    },
    {
      number: 2,
      state: "faulted",
      endedAt: "2026-01-01T10:00:03.000Z",
      why: "It answered 502.",
      next: "2026-01-01T10:01:02.000Z",
    },
    { number: 3, state: "waiting", endedAt: undefined, why: "", next: undefined },
  ]);
});

it("is at work again when something in it begins", () => {
  const inner = line(3, "started", {}, "/do/0/try/try/0/ask:1");
  const [task] = tasksOf([line(1, "started"), retried(2, 1), inner]);
  expect(task?.state).toBe("running");
});

it("knows one attempt of a task that wasn't tried again", () => {
  const [task] = tasksOf([line(1, "started"), line(2, "completed")]);
  expect(task && attemptsOf(task)).toHaveLength(1);
});
