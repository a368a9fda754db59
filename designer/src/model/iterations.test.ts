/**
 * Iterations of loops, from the visits that a trace tells of.
 *
 * Never: a trace that no run writes; the paths are those of real ones.
 */
import { describe, expect, it } from "vitest";

import { beside, lookedAt, loopsOf } from "./iterations";
import { type Line, tasksOf } from "./tasks";

let sequence = 0;
const line = (kind: string, task: string, visit: string): Line => {
  sequence += 1;
  const at = new Date(Date.UTC(2026, 0, 1, 10, 0, sequence)).toISOString();
  return { sequence, kind: `task.${kind}`, task, visit, at, body: { type: "set" } };
};
const EACH = "/do/1/each";
const each = (place: number, ...kinds: string[]) =>
  kinds.map((kind) => line(kind, `${EACH}/do/0/pay`, `${EACH}/for/${place}/0/pay:0`));
const LOOP = [
  line("started", EACH, `${EACH}:0`),
  ...each(0, "started", "completed"),
  ...each(1, "started", "faulted"),
  ...each(2, "started", "completed"),
];

describe("the iterations of a loop", () => {
  it("are told from its visits, with what became of each", () => {
    const { loops } = loopsOf(tasksOf(LOOP));
    const loop = loops.get(`${EACH}:0`);
    expect(loop?.count).toBe(3);
    expect(
      loop?.iterations.map(({ place, state, isTroubled }) => [place, state, isTroubled]),
    ).toEqual([
      [0, "completed", false],
      [1, "completed", true],
      [2, "completed", false],
    ]);
  });

  it("end as the loop did where that was the last", () => {
    const tasks = tasksOf([...LOOP.slice(0, 5), line("faulted", EACH, `${EACH}:0`)]);
    expect(loopsOf(tasks).loops.get(`${EACH}:0`)?.iterations.at(-1)?.state).toBe("faulted");
  });

  it("are counted by their place where the middle is not told", () => {
    const tasks = tasksOf([...LOOP.slice(0, 3), ...each(499, "started")]);
    const loop = loopsOf(tasks).loops.get(`${EACH}:0`);
    expect(loop?.count).toBe(500);
    expect(loop?.iterations).toHaveLength(2);
    expect(loop?.iterations.at(-1)?.state).toBe("running");
  });

  it("are looked at one at a time: the latest, or the one that is chosen", () => {
    const tasks = tasksOf(LOOP);
    const loops = loopsOf(tasks);
    const keys = (chosen?: string) => lookedAt(tasks, loops, chosen).tasks.map(({ key }) => key);
    expect(keys()).toEqual([`${EACH}:0`, `${EACH}/for/2/0/pay:0`]);
    expect(keys(`${EACH}/for/1/`)).toEqual([`${EACH}:0`, `${EACH}/for/1/0/pay:0`]);
  });

  it("stand in each other, also in a later visit and in a listener", () => {
    const inner = `${EACH}/for/1/0/heard:2`;
    const path = `${EACH}/for/1/0/heard:2//foreach/4/0/note:0`;
    const tasks = tasksOf([
      line("started", EACH, `${EACH}:0`),
      line("started", `${EACH}/do/0/heard`, inner),
      line("started", `${EACH}/do/0/heard/foreach/do/0/note`, path),
    ]);
    const { paths } = loopsOf(tasks);
    expect(paths.get(path)).toEqual([`${EACH}/for/1/`, `${inner}//foreach/4/`]);
    const { at } = lookedAt(tasks, loopsOf(tasks), undefined);
    expect(at.get(`${EACH}/do/0/heard`)?.iteration.place).toBe(4);
  });

  it("are walked, also from one that failed to the next", () => {
    const loop = loopsOf(tasksOf(LOOP)).loops.get(`${EACH}:0`);
    const [first, second, third] = loop?.iterations ?? [];
    if (loop === undefined || first === undefined || third === undefined) throw new Error("three");
    expect(beside(loop, first, 1, false)).toBe(second);
    expect(beside(loop, third, -1, true)).toBe(second);
    expect(beside(loop, first, -1, false)).toBeUndefined();
  });
});
