/**
 * How a trial is told in words.
 *
 * Never: milliseconds; people read days and times.
 */
import type { TaskState } from "../../model/tasks";
import { clockOf } from "../../model/trialClock";
import { nextOf, type Outcome } from "../../model/trialOutcome";
import type { State } from "../../parts/StateMark";
import { say } from "../../words";

export function moment(milliseconds: number): string {
  const { day, time } = clockOf(milliseconds);
  return say("trying.moment", { day, time });
}

const STATES: ReadonlySet<string> = new Set<TaskState>([
  "waiting",
  "suspended",
  "completed",
  "faulted",
  "cancelled",
]);

/** Whoever is asked for an answer is waited for, whatever the machine says. */
export function stateOf(outcome: Outcome): State {
  const { status } = outcome;
  if (STATES.has(status)) return status as State;
  return nextOf(outcome).asks === "mending" ? "faulted" : "waiting";
}
