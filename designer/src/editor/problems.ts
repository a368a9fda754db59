/**
 * What a check has found out about a text: what is wrong with it, and which data is at hand where.
 *
 * Never: shown as if it were of another text; it says of which it is.
 */
import type { Suggestion } from "../model/fixes";
import type { TaskData } from "../model/jq/taskData";

export type Problem = {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
  /** What would mend it, as the check proposes. */
  readonly suggestions?: readonly Suggestion[];
};

export type { TaskData };

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
