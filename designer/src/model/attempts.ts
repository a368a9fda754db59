/**
 * The attempts of a task that tries again, from what its trace notes of them.
 *
 * Never: an attempt that the trace doesn't tell of.
 */
import { isObject, type Json } from "./json";
import type { Task, TaskState } from "./tasks";

export type Attempt = {
  /** From 1. */
  readonly number: number;
  readonly state: TaskState;
  readonly endedAt: string | undefined;
  /** Why it failed; empty if it did not, or nothing was said. */
  readonly why: string;
  /** When the next one was to begin. */
  readonly next: string | undefined;
};

/** One for each time that it was tried again, and the last. */
export function attemptsOf({ notes, state, endedAt }: Task): readonly Attempt[] {
  const failed = notes
    .filter(({ kind }) => kind === "retried")
    .map(({ at, body: { attempt, until, error } }): Attempt => {
      const next = typeof until === "string" ? until : undefined;
      return { number: Number(attempt), state: "faulted", endedAt: at, why: whyOf(error), next };
    });
  const number = (failed.at(-1)?.number ?? 0) + 1;
  return [...failed, { number, state, endedAt, why: "", next: undefined }];
}

function whyOf(error: Json | undefined): string {
  if (error === undefined || !isObject(error)) return "";
  const { detail, title } = error;
  if (typeof detail === "string") return detail;
  return typeof title === "string" ? title : "";
}
