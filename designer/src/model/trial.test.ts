/**
 * Trials: one scenario that grows with each answer.
 *
 * Never: a server; what it would say stands here.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { Random } from "../testing/random";
import {
  type Answer,
  answered,
  begun,
  keyOf,
  momentOf,
  scenarioOf,
  stepBack,
  trialOf,
  unneeded,
  waitedUntil,
} from "./trial";

const call = (task: string, output: number): Answer => ({ kind: "call", task, reply: { output } });
const START = begun({ n: 1 }, " Radia ");

describe("a trial", () => {
  it("is a scenario with who starts it and what it is given", () => {
    expect(scenarioOf(START)).toEqual({ input: { n: 1 }, requester: "Radia" });
    expect(scenarioOf(begun(null, " "))).toEqual({ input: null });
  });

  it.each<[string, readonly Answer[], object]>([
    ["one answer", [call("a", 1)], { calls: { a: { output: 1 } } }],
    [
      "several of one task",
      [call("a", 1), call("b", 2), call("a", 3)],
      { calls: { a: [{ output: 1 }, { output: 3 }], b: { output: 2 } } },
    ],
    [
      "who is meant",
      [{ kind: "names", approver: "role finance", people: ["Ann", "Bo"] }],
      { people: { "role finance": ["Ann", "Bo"] } },
    ],
    [
      "what people do, and events",
      [
        { kind: "deed", deed: { by: "Ann", after: "PT2H", decision: "approve" } },
        { kind: "event", happening: { after: "P1D", event: { type: "a.b" } } },
      ],
      {
        decisions: [{ by: "Ann", after: "PT2H", decision: "approve" }],
        events: [{ after: "P1D", event: { type: "a.b" } }],
      },
    ],
    ["no time", [{ kind: "wait", until: 5 }], {}],
  ])("holds %s", (_, answers, more) => {
    const trial = answers.reduce(answered, START);
    expect(scenarioOf(trial)).toEqual({ input: { n: 1 }, requester: "Radia", ...more });
  });

  it("adds to what a saved scenario says, without what that expects", () => {
    const kept = { calls: { a: { output: 1 } }, expect: { output: 2 }, started: "2026-01-01" };
    const trial = answered(trialOf(kept), call("a", 2));
    expect(scenarioOf(trial)).toEqual({
      started: "2026-01-01",
      calls: { a: [{ output: 1 }, { output: 2 }] },
    });
  });

  it("lets as much time pass as was waited for last", () => {
    const waits = [5, 90].map((until) => ({ kind: "wait", until }) as const);
    expect(waitedUntil(waits.reduce(answered, START))).toBe(90);
    expect(waitedUntil(START)).toBe(0);
  });

  it("goes back step by step to where it began, whatever was answered", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = new Random(seed);
      const answers = Array.from({ length: random.below(12) }, () => anyAnswer(random));
      const course = [START];
      for (const answer of answers) course.push(answered(course.at(-1) ?? START, answer));
      const scenarios = course.map(scenarioOf);
      let trial = course.at(-1) ?? START;
      for (const expected of scenarios.reverse()) {
        expect(scenarioOf(trial)).toEqual(expected);
        trial = stepBack(trial);
      }
      expect(scenarioOf(trial)).toEqual(scenarioOf(START));
    }
  });
});

function anyAnswer(random: Random): Answer {
  const name = random.pick(["a", "b"]);
  const after = momentOf(random.below(1_000_000), random.below(1_000));
  return random.pick<Answer>([
    call(name, random.below(9)),
    { kind: "names", approver: name, people: [name] },
    {
      kind: "deed",
      deed: { by: name, decision: "approve", ...(after !== undefined && { after }) },
    },
    { kind: "event", happening: { event: { type: name } } },
    { kind: "wait", until: random.below(1_000) },
  ]);
}

describe("an answer of a call", () => {
  it("belongs to the name of its task, but for namesakes", () => {
    expect(keyOf("/do/0/a", ["/do/0/a", "/do/1/b"])).toBe("a");
    expect(keyOf("/do/0/a", ["/do/0/a", "/do/1/b/do/0/a"])).toBe("/do/0/a");
  });

  it("isn't needed any more when nobody calls", () => {
    const trial = [call("a", 1), call("a", 2), call("b", 3)].reduce(answered, START);
    expect(unneeded(trial, { "/do/0/a": 1 })).toEqual([call("a", 2), call("b", 3)]);
    expect(unneeded(trial, { "/do/0/a": 2, "/do/1/b": 1 })).toEqual([]);
  });
});
