/**
 * The shapes of the data at a task, as a check tells them. Each is a JSON Schema; `true` is anything.
 *
 * Never: values; those are of one run, and shapes are of all.
 */
import type { Json } from "../json";

export type TaskData = {
  /** What the task is given. */
  readonly input: Json;
  /** What it hands on. */
  readonly output: Json;
  /** What `$context` holds when it begins. */
  readonly context: Json;
  /** Further variables at hand, by their names without `$`. */
  readonly variables: Readonly<Record<string, Json>>;
};
