/**
 * The tasks of a run against its time: which of them are looked at, and the marks of the scale.
 *
 * Never: a block counted as slow for what stands in it.
 */
import { isOpen, type Task } from "./tasks";

export const TIME_FILTERS = ["all", "failed", "open", "slow"] as const;
export type TimeFilter = (typeof TIME_FILTERS)[number];

const MOST_SLOW = 20;
const TICKS = 4;

export function among(tasks: readonly Task[], filter: TimeFilter, now: number): readonly Task[] {
  switch (filter) {
    case "all":
      return tasks;
    case "failed":
      return tasks.filter(({ state }) => state === "faulted");
    case "open":
      return tasks.filter(isOpen);
    case "slow":
      return slowest(tasks, now);
  }
}

/** The longest first, without those that only hold others. */
function slowest(tasks: readonly Task[], now: number): readonly Task[] {
  const holding = new Set<string>();
  for (const { pointer } of tasks)
    for (let at = pointer.lastIndexOf("/"); at > 0; at = pointer.lastIndexOf("/", at - 1))
      holding.add(pointer.slice(0, at));
  const lasted = ({ startedAt, endedAt }: Task) =>
    (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt);
  return tasks
    .filter((task) => !holding.has(task.pointer) && task.state !== "skipped")
    .sort((one, other) => lasted(other) - lasted(one))
    .slice(0, MOST_SLOW);
}

/** Milliseconds from the start, as many as a narrow line can hold. */
export function ticksOf(length: number): readonly number[] {
  const all = Math.max(0, length);
  return Array.from({ length: TICKS + 1 }, (_, at) => Math.round((all / TICKS) * at));
}
