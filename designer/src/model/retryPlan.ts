/**
 * From where a run can be retried and how, as a person chooses it, and what is sent of that.
 *
 * Never: a value sent that was not wished to be another; what is left out stays as it was.
 */
import { type Json, textOf } from "./json";
import { nameOf } from "./tasks";

/** What shall be done with the task from which it goes on. */
export const WAYS = ["again", "edited", "skipped"] as const;
export type Way = (typeof WAYS)[number];

/** What has been chosen; a text that was not touched is not there. */
export type Chosen = {
  readonly visit: string | undefined;
  readonly version: string | undefined;
  readonly way: Way;
  readonly input: string | undefined;
  readonly output: string;
  readonly isChanged: boolean;
  readonly context: string | undefined;
  readonly reason: string;
};

export const NOTHING_CHOSEN: Omit<Chosen, "visit"> = {
  version: undefined,
  way: "again",
  input: undefined,
  output: "",
  isChanged: false,
  context: undefined,
  reason: "",
};

/** The texts that are in use, with what the plan says where nothing was typed. */
export function textsOf(chosen: Chosen, plan: { readonly input: Json; readonly context: Json }) {
  const { way, isChanged } = chosen;
  return {
    ...(way === "edited" && { input: chosen.input ?? textOf(plan.input) }),
    ...(way === "skipped" && { output: chosen.output }),
    ...(isChanged && { context: chosen.context ?? textOf(plan.context) }),
  };
}

export type Retriable = { readonly visit: string; readonly task: string };
/** A place to go on from; `count` says which time, of a task that was entered more than once. */
export type PlaceToGoOn = {
  readonly visit: string;
  readonly name: string;
  readonly count: number | undefined;
};

/** In the order given, the newest first. */
export function placesOf(visits: readonly Retriable[]): PlaceToGoOn[] {
  const counts = new Map<string, number>();
  for (const { task } of visits) counts.set(task, (counts.get(task) ?? 0) + 1);
  const left = new Map(counts);
  return visits.map(({ visit, task }) => {
    const at = left.get(task) ?? 1;
    left.set(task, at - 1);
    const isOnly = counts.get(task) === 1;
    return { visit, name: nameOf(task), count: isOnly ? undefined : at };
  });
}
