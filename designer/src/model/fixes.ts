/**
 * Quick fixes: what can be done about a problem with one press.
 *
 * A fix is an edit as any other is; who presses it sees it in both views and can undo it.
 *
 * Never: a fix without effect; what would change nothing is not offered.
 */
import type { Json } from "./json";
import {
  argument,
  expression,
  missing,
  taskKind,
  unknownAttribute,
  unsupported,
  wrongType,
  wrongValue,
} from "./fixes/attributes";
import type { Fix, Mendable, Mender } from "./fixes/fix";
import {
  functionVersion,
  unknownError,
  unknownFunction,
  unknownReference,
  unknownSecret,
  unknownVariable,
} from "./fixes/references";
import {
  directiveName,
  duplicateTask,
  switchDefault,
  taskItem,
  taskName,
  unknownTarget,
  unreachableTask,
} from "./fixes/tasks";

export type { Fix, FixKey, Mendable } from "./fixes/fix";

/** By the codes of the check. */
const MENDERS: ReadonlyMap<string, Mender> = new Map([
  ["unknown-attribute", unknownAttribute],
  ["missing", missing],
  ["wrong-type", wrongType],
  ["wrong-value", wrongValue],
  ["task-kind", taskKind],
  ["task-item", taskItem],
  ["task-name", taskName],
  ["duplicate-task", duplicateTask],
  ["directive-name", directiveName],
  ["unknown-target", unknownTarget],
  ["unreachable-task", unreachableTask],
  ["switch-default", switchDefault],
  ["expression-syntax", expression],
  ["expression-in-text", expression],
  ["unknown-variable", unknownVariable],
  ["unknown-error", unknownError],
  ["unknown-secret", unknownSecret],
  ["unknown-reference", unknownReference],
  ["unknown-function", unknownFunction],
  ["function-arguments", argument],
  ["function-version", functionVersion],
  ["unsupported-attribute", unsupported],
]);

/** The best first; none for what needs a person's thought. */
export function fixesFor(problem: Mendable, document: Json): readonly Fix[] {
  const fixes = MENDERS.get(problem.code)?.(problem, document) ?? [];
  return fixes.filter(({ edit }) => {
    const edited = edit(document);
    return edited !== undefined && edited.document !== document;
  });
}
