/**
 * What a trial asks next, and what a scenario made of it expects.
 *
 * Never: a server; what it would say stands here.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { anApproval, anOutcome } from "../testing/trials";
import { expectationOf, faultsOf, nextOf, tasksTried } from "./trialOutcome";

const unmocked = { task: "/do/0/a", function: "http", arguments: {} };
const unresolved = [{ task: "/do/0/a", approver: "role x" }];
const ALL = { calls: true, approvals: true, output: true };

describe("what is asked next", () => {
  it.each([
    ["call", { status: "running", unmocked }],
    ["names", { status: "running", unresolved }],
    ["people", { status: "waiting", approvals: [anApproval()] }],
    ["people", { status: "waiting", listening: [{ task: "/do/0/a", to: {} }] }],
    ["nothing", { status: "completed", approvals: [anApproval({ open: null })] }],
    ["nothing", { status: "faulted" }],
    ["mending", { status: "running", faults: ["There was no time for more."] }],
    ["mending", { status: "suspended" }],
  ])("is %s", (asks, more) => {
    expect(nextOf(anOutcome(more)).asks).toBe(asks);
  });

  it("is said by no fault besides", () => {
    expect(faultsOf(anOutcome({ faults: ["Late.", "Nothing answers."], unmocked }))).toEqual([
      "Late.",
    ]);
    expect(faultsOf(anOutcome({ faults: ["Late."] }))).toEqual(["Late."]);
  });
});

it("tasks are told with moments on the trial's clock", () => {
  const line = { sequence: 1, kind: "task.started", task: "/do/0/a", visit: "a:0", body: {} };
  const [task] = tasksTried({ trace: [{ ...line, atMs: 60_000 }] });
  expect(task?.startedAt).toBe("1970-01-01T00:01:00.000Z");
});

describe("what is expected", () => {
  const asked = anApproval({ open: null, status: "decided", decision: "approve", by: "Ann" });

  it("is what came, with the calls and approvals that are chosen", () => {
    const calls = { "/do/0/get": 2, [asked.task]: 1 };
    const outcome = anOutcome({ output: { n: 1 }, calls, approvals: [asked] });
    expect(expectationOf(outcome, ALL)).toEqual({
      output: { n: 1 },
      calls: { "/do/0/get": 2 },
      approvals: { ask: { decision: "approve", by: "Ann" } },
    });
    expect(expectationOf(outcome, { calls: false, approvals: false, output: false })).toEqual({});
  });

  it("is how it ended, where that is another way", () => {
    const error = { type: "x:communication", status: 503, detail: "Down." };
    expect(expectationOf(anOutcome({ status: "faulted", error }), ALL)).toEqual({
      status: "faulted",
      error: { type: "x:communication", status: 503 },
    });
    const waits = anOutcome({ status: "waiting", approvals: [anApproval()] });
    expect(expectationOf(waits, ALL)).toEqual({
      status: "waiting",
      approvals: { ask: { status: "open" } },
    });
  });
});
