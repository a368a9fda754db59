/**
 * The ways that a run has taken, from what its tasks tell.
 *
 * Never: a way that the tasks leave open.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "./graph";
import { type Passed, takenEdges } from "./graphTaken";
import type { Json } from "./json";

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();
const done = (from: number, to: number, visits = 1): Passed => ({
  state: "completed",
  visits,
  startedAt: at(from),
  endedAt: at(to),
});
const open = (from: number, state = "running"): Passed => ({
  state,
  visits: 1,
  startedAt: at(from),
});
const set = { set: { a: 1 } };

/** The ends of the ways taken, by the last step of their pointers. */
function taken(tasks: Json, run: Readonly<Record<string, Passed>>): string[] {
  const graph = graphOf({ do: tasks });
  const ids = takenEdges(graph, new Map(Object.entries(run)));
  const short = (id: string) => id.split("/").at(-1);
  return graph.edges
    .filter(({ id }) => ids.has(id))
    .map(({ source, target }) => `${short(source)}>${short(target)}`)
    .sort();
}

const hello = [
  { who: { switch: [{ named: { when: ".n", then: "greet" } }, { nobody: { then: "world" } }] } },
  { world: set },
  { greet: set },
];

describe("a run", () => {
  it("that hasn't begun has taken no way", () => {
    expect(taken(hello, {})).toEqual([]);
  });

  it("takes one case of a switch", () => {
    const run = { "/do/0/who": done(0, 1), "/do/2/greet": done(1, 2) };
    expect(taken(hello, run)).toEqual(["greet>end", "start>who", "who>greet"]);
  });

  it("takes the longer way, also when all of it happens in one moment", () => {
    const run = { "/do/0/who": done(0, 0), "/do/1/world": done(0, 0), "/do/2/greet": done(0, 0) };
    expect(taken(hello, run)).toEqual(["greet>end", "start>who", "who>world", "world>greet"]);
  });

  it("is on its way no further than it has come", () => {
    const run = { "/do/0/who": done(0, 1), "/do/1/world": open(1) };
    expect(taken(hello, run)).toEqual(["start>who", "who>world"]);
    expect(taken(hello, { "/do/0/who": open(0, "faulted") })).toEqual(["start>who"]);
  });

  it("goes around", () => {
    const tasks = [{ a: set }, { b: { ...set, then: "a" } }];
    const run = { "/do/0/a": done(10, 11, 2), "/do/1/b": done(5, 9) };
    expect(taken(tasks, run)).toEqual(["a>b", "b>a", "start>a"]);
  });

  it("passes what it skips", () => {
    const tasks = [{ a: { ...set, if: ".x", then: "c" } }, { b: set }, { c: set }];
    const run = { "/do/0/a": { ...done(0, 0), state: "skipped" }, "/do/1/b": open(1) };
    expect(taken(tasks, run)).toEqual(["a>b", "start>a"]);
    const plain = [{ a: { ...set, if: ".x" } }, { b: set }];
    expect(taken(plain, run)).toEqual(["a>b", "start>a"]);
  });

  it("begins every branch, and leaves by those that are done", () => {
    const tasks = [{ f: { fork: { branches: [{ a: set }, { b: set }] } } }];
    const run = {
      "/do/0/f": open(0),
      "/do/0/f/fork/branches/0/a": done(0, 5),
      "/do/0/f/fork/branches/1/b": open(0),
    };
    expect(taken(tasks, run)).toEqual(["a>f#exit", "f#entry>a", "f#entry>b", "start>f"]);
  });

  it("ends inside, and then goes nowhere else", () => {
    const tasks = [{ f: { do: [{ a: { ...set, then: "end" } }, { b: set }] } }, { c: set }];
    const run = { "/do/0/f": done(0, 5), "/do/0/f/do/0/a": done(0, 5) };
    expect(taken(tasks, run)).toEqual(["a>f#stop", "f#entry>a", "start>f"]);
    expect(taken([tasks[0] ?? null], run)).not.toContain("f>end");
  });

  it("is caught where nothing but the tasks of the catch tells of it", () => {
    const tasks = [{ t: { try: [{ a: set }], catch: { do: [{ b: set }] } } }];
    const run = {
      "/do/0/t": done(0, 9),
      "/do/0/t/try/0/a": { ...done(0, 1), state: "faulted" },
      "/do/0/t/catch/do/0/b": done(2, 3),
    };
    expect(taken(tasks, run)).toEqual([
      "b>catch#exit",
      "catch#entry>b",
      "start>t",
      "t#entry>a",
      "t>end",
    ]);
  });
});

describe("no guess", () => {
  it("is made between two cases that lead to one task", () => {
    const cases = [{ x: { when: ".x", then: "b" } }, { y: { then: "b" } }];
    const run = { "/do/0/a": done(0, 1), "/do/1/b": done(1, 2) };
    expect(taken([{ a: { switch: cases } }, { b: set }], run)).toEqual(["b>end", "start>a"]);
  });

  it("is made by times that are missing, broken or of tasks that aren't there", () => {
    const run = {
      "/do/0/who": { state: "completed", visits: 1 },
      "/do/1/world": { state: "completed", visits: 0, startedAt: "soon", endedAt: "" },
      "/do/9/gone": done(0, 1),
    };
    expect(() => taken(hello, run)).not.toThrow();
    expect(taken([], { "/do/9/gone": done(0, 1) })).toEqual([]);
  });
});
