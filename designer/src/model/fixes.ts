/**
 * Quick fixes: what can be done about a problem with one press.
 *
 * A fix is an edit as any other is; who presses it sees it in both views and can undo it.
 *
 * Never: a fix without effect; what would change nothing is not offered.
 */
import type { Json } from "./json";
import type { Fix, Mendable, Mender } from "./fixes/fix";
import { suggested } from "./fixes/suggested";
import {
  directiveName,
  duplicateTask,
  switchDefault,
  taskItem,
  taskName,
  unreachableTask,
  unsupported,
} from "./fixes/tasks";

export type { Fix, FixKey, Mendable } from "./fixes/fix";
export type { Suggestion } from "./fixes/suggested";

/** What the check can't say as one change: by its codes. */
const MENDERS: ReadonlyMap<string, Mender> = new Map([
  ["task-item", taskItem],
  ["task-name", taskName],
  ["duplicate-task", duplicateTask],
  ["directive-name", directiveName],
  ["unreachable-task", unreachableTask],
  ["switch-default", switchDefault],
  ["unsupported-attribute", unsupported],
]);

/** The best first; none for what needs a person's thought. */
export function fixesFor(problem: Mendable, document: Json): readonly Fix[] {
  const { code, suggestions = [] } = problem;
  const proposed = suggestions.flatMap((one) => suggested(code, one, document));
  const fixes = [...proposed, ...(MENDERS.get(code)?.(problem, document) ?? [])];
  return fixes.filter(({ edit }) => {
    const edited = edit(document);
    return edited !== undefined && edited.document !== document;
  });
}
