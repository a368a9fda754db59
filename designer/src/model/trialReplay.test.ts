/**
 * Answers given once more on a process that has changed.
 *
 * Never: a server; a few tasks that ask in turn stand in for it.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { anApproval, anOutcome } from "../testing/trials";
import { type Answer, answered, begun, type Trial } from "./trial";
import type { Outcome } from "./trialOutcome";
import { fits, replayed } from "./trialReplay";

const START = begun({}, "Radia");
const call = (task: string, output = 1): Answer => ({ kind: "call", task, reply: { output } });
const decide = (by: string, decision: string): Answer => ({
  kind: "deed",
  deed: { by, decision, after: "PT1H" },
});
const keyed = (task: string) => task.slice(task.lastIndexOf("/") + 1);

/** A process of calls, one after the other. */
function calling(...names: readonly string[]) {
  return async ({ answers }: Trial): Promise<Outcome> => {
    const given = answers.flatMap((one) => (one.kind === "call" ? [one.task] : []));
    const open = names.find((name) => !given.includes(name));
    const unmocked = { task: `/do/0/${open ?? ""}`, function: "log", arguments: {} };
    return Promise.resolve(
      open === undefined ? anOutcome() : anOutcome({ status: "running", faults: ["-"], unmocked }),
    );
  };
}

const given = (trial: Trial) => trial.answers.map((one) => (one.kind === "call" ? one.task : ""));

describe("answers given once more", () => {
  it("are all given where all are asked for", async () => {
    const { trial, rest } = await replayed(START, [call("a"), call("b")], keyed, calling("a", "b"));
    expect(given(trial)).toEqual(["a", "b"]);
    expect(rest).toEqual([]);
  });

  it("stop at a new question, and go on behind it", async () => {
    const play = calling("a", "new", "b");
    const first = await replayed(START, [call("a"), call("b")], keyed, play);
    expect(given(first.trial)).toEqual(["a"]);
    expect(first.rest).toEqual([call("b")]);
    const second = await replayed(answered(first.trial, call("new")), first.rest, keyed, play);
    expect(given(second.trial)).toEqual(["a", "new", "b"]);
    expect(second.rest).toEqual([]);
  });

  it("follow tasks to their new order, and leave what nobody asks for", async () => {
    const answers = [call("a"), call("gone"), call("b")];
    const { trial, rest } = await replayed(START, answers, keyed, calling("b", "a"));
    expect(given(trial)).toEqual(["b", "a"]);
    expect(rest).toEqual([call("gone")]);
  });

  it("stop where one is refused", async () => {
    const play = async ({ answers }: Trial) =>
      Promise.resolve(
        answers.length === 0
          ? anOutcome({ status: "waiting", approvals: [anApproval()] })
          : anOutcome({ faults: ["It was refused."] }),
      );
    const answer = decide("Grace", "approve");
    const { trial, rest, refused } = await replayed(START, [answer, call("b")], keyed, play);
    expect(trial.answers).toEqual([]);
    expect(refused).toEqual([answer]);
    expect(rest).toEqual([call("b")]);
  });

  it("wait for what comes next now", async () => {
    const play = async ({ answers }: Trial) =>
      Promise.resolve(
        answers.length === 0
          ? anOutcome({ status: "waiting", approvals: [anApproval()], nextMs: 7_000 })
          : anOutcome(),
      );
    const { trial } = await replayed(START, [{ kind: "wait", until: 5_000 }], keyed, play);
    expect(trial.answers).toEqual([{ kind: "wait", until: 7_000 }]);
  });
});

const PEOPLE = {
  asks: "people",
  approvals: [anApproval()],
  listening: [],
  nextMs: null,
} as const;

it.each<[string, Answer, boolean]>([
  ["a decision of who is asked", decide("Grace", "approve"), true],
  ["a decision of somebody else", decide("Ada", "approve"), false],
  ["a decision that isn't offered", decide("Grace", "later"), false],
  ["what who asked for it does", { kind: "deed", deed: { by: "Radia", do: "withdraw" } }, true],
  ["an answer for another task", { kind: "deed", deed: { by: "Grace", task: "x" } }, false],
  ["an event", { kind: "event", happening: { event: {} } }, false],
  ["waiting, where nothing comes", { kind: "wait", until: 1 }, false],
  ["a call", call("a"), false],
  ["names", { kind: "names", approver: "role x", people: [] }, false],
])("knows whether people are answered by %s", (_, answer, expected) => {
  expect(fits(answer, PEOPLE, keyed)).toBe(expected);
});
