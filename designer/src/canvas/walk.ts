/**
 * Where the arrow keys lead: through the tasks in the order of the document, into and out of
 * blocks.
 *
 * Never: a key that does nothing where there is somewhere to go.
 */
import { type Graph, isTask, type TaskNode } from "../model/graphTypes";

export type Step = "previous" | "next" | "into" | "out" | "first" | "last";

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: "previous",
  ArrowDown: "next",
  ArrowRight: "into",
  ArrowLeft: "out",
  Home: "first",
  End: "last",
};
const MIRRORED: Readonly<Record<string, Step>> = { ...STEPS, ArrowRight: "out", ArrowLeft: "into" };

/** In a right-to-left page, into is to the left. */
export function stepOf(key: string, direction: "ltr" | "rtl"): Step | undefined {
  const steps = direction === "ltr" ? STEPS : MIRRORED;
  return Object.hasOwn(steps, key) ? steps[key] : undefined;
}

export function tasksIn(graph: Graph): readonly TaskNode[] {
  return graph.nodes.filter(isTask);
}

/** The task that the step leads to; where there is none, the one that it came from. */
export function walk(tasks: readonly TaskNode[], from: string | undefined, step: Step) {
  const index = tasks.findIndex(({ id }) => id === from);
  const here = tasks[index];
  if (here === undefined) return tasks[0]?.id;
  switch (step) {
    case "previous":
      return tasks[index - 1]?.id ?? here.id;
    case "next":
      return tasks[index + 1]?.id ?? here.id;
    case "into":
      return tasks.find(({ parent }) => parent === here.id)?.id ?? here.id;
    case "out":
      return here.parent ?? here.id;
    case "first":
      return tasks[0]?.id;
    case "last":
      return tasks.at(-1)?.id;
  }
}
