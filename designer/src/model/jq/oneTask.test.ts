/**
 * One task made a document of its own, and what came of it.
 *
 * Never: the simulator imitated; tests/api/simulations plays such documents.
 */
import { describe, expect, it } from "vitest";

import { oneTask, waysOf } from "./oneTask";
import { readPinned, trialOf, valuesAt, type Values } from "./samples";
import steps from "./steps.json";
import { type Outcome, stepResult } from "./stepResult";
import { nameAt, taskAt } from "./taskAt";

const VALUES: Values = {
  input: { amount: 5, note: "${ .amount }" },
  output: undefined,
  context: { limit: 3 },
  variables: { item: { id: 1 }, index: 4, workflow: { input: { who: "Ada" } } },
};

it.each(steps)("$name", ({ document, pointer, values, made }) => {
  const one = oneTask(document, pointer, values as unknown as Values);
  expect(one).toEqual(made);
});

it("takes no value for an expression", () => {
  const one = oneTask({ do: [{ a: { set: { b: 1 } } }] }, "/do/0/a", VALUES);
  expect(JSON.stringify(one?.document)).not.toContain("amount");
});

it("is nothing where no task stands", () => {
  expect(oneTask({ do: [] }, "/do/0/a", VALUES)).toBeUndefined();
});

it("knows the tasks that a switch leads to", () => {
  const cases = [
    { a: { when: ".x", then: "one" } },
    { b: { then: "end" } },
    { c: { then: "one" } },
  ];
  expect(waysOf({ switch: cases })).toEqual(["one"]);
});

describe("what came of it", () => {
  const one = { document: null, input: null, task: "/do/3/a", arguments: "/do/1/batonArguments" };
  const outcome: Outcome = {
    ...{ status: "completed", error: null, unmocked: null, faults: [], approvals: [] },
    trace: [
      { kind: "task.completed", task: "/do/1/batonArguments", body: { output: { x: 1 } } },
      { kind: "task.completed", task: "/do/3/a", body: { output: 5 } },
      { kind: "task.started", task: "/do/5/b", body: {} },
    ],
  };
  it("is its own output, arguments and way", () => {
    expect(stepResult(one, outcome)).toEqual({
      ...{ kind: "done", output: 5, arguments: { x: 1 }, way: "b", said: undefined, asked: [] },
    });
  });

  it("is that it was passed over, waits or failed", () => {
    const kindOf = (more: Partial<Outcome>) => stepResult(one, { ...outcome, ...more }).kind;
    const skipped = [{ kind: "task.skipped", task: "/do/3/a", body: {} }];
    expect(kindOf({ trace: skipped })).toBe("skipped");
    expect(kindOf({ trace: [], approvals: [{ asked: ["Ann"] }] })).toBe("waiting");
    expect(kindOf({ error: { type: "x", detail: "No." } })).toBe("failed");
    const unmocked = { task: "/do/3/a", function: "http" };
    expect(stepResult(one, { ...outcome, unmocked, faults: ["Nothing answers."] }).said).toBe(
      "Nothing answers.",
    );
  });
});

describe("values of a task", () => {
  const lines = [
    { kind: "run.started", task: "", body: { input: { who: "Ada" } } },
    { kind: "task.started", task: "/do/0/a", body: { input: 1 } },
    { kind: "task.started", task: "/do/0/a", body: { input: 2 } },
    {
      kind: "task.completed",
      task: "/do/0/a",
      body: { output: { "baton:clipped": "x", bytes: 9 } },
    },
  ];
  it("are those of its last visit, and none that were cut off", () => {
    expect(valuesAt(lines, "/do/0/a")).toEqual({
      ...{ input: 2, output: undefined, context: {} },
      variables: { workflow: { input: { who: "Ada" } } },
    });
    expect(valuesAt(lines, "/do/1/b")).toBeUndefined();
  });

  it("are the output where it is shaped", () => {
    const values = { ...VALUES, output: { id: 7 } };
    expect(trialOf(values, "output").data).toEqual({ id: 7 });
    expect(trialOf(values, "with").data).toEqual(VALUES.input);
    expect(trialOf(values, "with").variables).toMatchObject({ context: { limit: 3 }, index: 4 });
  });

  it("are read as they are pinned", () => {
    expect(readPinned('{"input": 1}')).toMatchObject({ input: 1, context: {}, variables: {} });
    expect(readPinned("[]")).toBeUndefined();
    expect(readPinned('{"variables": 5}')).toBeUndefined();
    expect(readPinned("{")).toBeUndefined();
  });
});

it.each([
  ["/do/0/pay/with/body/do/0/x", "/do/0/pay"],
  ["/do/1/loop/do/0/inner/if", "/do/1/loop/do/0/inner"],
  ["/do/0/t/catch/do/0/h/set/a", "/do/0/t/catch/do/0/h"],
  ["/do/0/f/fork/branches/1/b/set", "/do/0/f/fork/branches/1/b"],
  ["/do/0/ch/switch/0/big/when", "/do/0/ch"],
  ["/output/as", undefined],
])("%s belongs to %s", (pointer, task) => {
  expect(taskAt(pointer)).toBe(task);
  expect(nameAt("/do/0/a~1b")).toBe("a/b");
});
