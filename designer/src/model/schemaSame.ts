/**
 * Whether two values mean the same, and of two forms what has stayed as it was.
 *
 * Never: a guess; what differs anywhere is another one.
 */
import type { Field, Group, List } from "./schema";

/** The order of keys means nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

/** The form after a change, made of the very same fields where they are as before. */
export function kept(before: Field | undefined, after: Field): Field {
  if (before?.pointer !== after.pointer) return after;
  const control = controlOf(before.control, after.control);
  const { control: controlBefore, ...restBefore } = before;
  const { control: _, ...rest } = after;
  if (control === controlBefore && isSame(restBefore, rest)) return before;
  return { ...after, control };
}

function controlOf(before: Field["control"], after: Field["control"]): Field["control"] {
  if (before.kind === "group" && after.kind === "group") return groupOf(before, after);
  if (before.kind === "list" && after.kind === "list") return listOf(before, after);
  return isSame(before, after) ? before : after;
}

function groupOf(before: Group, after: Group): Group {
  const fields = each(before.fields, after.fields);
  const others = each(before.others, after.others);
  const { fields: fieldsBefore, others: othersBefore, ...restBefore } = before;
  const { fields: _, others: __, ...rest } = after;
  const isAsBefore = fields === fieldsBefore && others === othersBefore;
  return isAsBefore && isSame(restBefore, rest) ? before : { ...after, fields, others };
}

function listOf(before: List, after: List): List {
  const items = each(before.items, after.items);
  const { items: itemsBefore, ...restBefore } = before;
  const { items: _, ...rest } = after;
  return items === itemsBefore && isSame(restBefore, rest) ? before : { ...after, items };
}

function each(before: readonly Field[], after: readonly Field[]): readonly Field[] {
  const byPointer = new Map(before.map((field) => [field.pointer, field]));
  const found = after.map((field) => kept(byPointer.get(field.pointer), field));
  const isAsBefore =
    found.length === before.length && found.every((field, at) => field === before[at]);
  return isAsBefore ? before : found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
