/**
 * What a check has found out about a text: what is wrong with it, and which data is at hand where.
 *
 * Never: shown as if it were of another text; it says of which it is.
 */
import type { Json } from "../model/json";

export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
};

/** Shapes of data are told as JSON Schema; `true` is anything. */
export type TaskData = {
  /** What the task is given. */
  readonly input: Json;
  /** What it hands on. */
  readonly output: Json;
  /** What `$context` holds when it begins. */
  readonly context: Json;
  /** Further variables at hand, such as the item of a loop, by their names without `$`. */
  readonly variables: Readonly<Record<string, Json>>;
};

export type Found = {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** By the pointer of a task. */
  readonly data: ReadonlyMap<string, TaskData>;
};

/** Problems of a task and of what stands in it. */
export function problemsAt(problems: readonly Problem[], pointer: string): readonly Problem[] {
  return problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
}
