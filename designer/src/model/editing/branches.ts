/**
 * Ways through a task: the cases of a switch, the branches of a fork, the catch of a try.
 *
 * Never: a case behind the one that takes all the rest; it would never be asked.
 */
import { isObject, type Json } from "../json";
import {
  type Edited,
  itemsAt,
  bodyOfItem,
  standingOf,
  withItem,
  withLists,
  withName,
  withoutItems,
} from "./items";
import { changedAt, valueAt, withoutValue, withValue } from "./values";

/** What a case says: without `when` it takes all that no other takes. */
export type Case = { readonly when?: string; readonly then?: string };

/** One more case of a switch, before the one without a condition. */
export function addCase(document: Json, task: string, name: string, body: Case): Edited {
  const list = `${task}/switch`;
  const cases = itemsAt(document, list);
  const rest = cases.findIndex((one) => !hasCondition(one));
  const index = rest === -1 || body.when === undefined ? cases.length : rest;
  return withItem(document, list, index, [name, { ...body }]);
}

function hasCondition(item: Json): boolean {
  const body = bodyOfItem(item);
  return body !== undefined && isObject(body) && Object.hasOwn(body, "when");
}

export function removeCase(document: Json, pointer: string): Edited {
  return withoutItems(document, [pointer]);
}

/** Nothing where another case has the name. */
export function renameCase(document: Json, pointer: string, name: string): Edited | undefined {
  return withName(document, pointer, name);
}

/** To another place among the cases of its switch. */
export function moveCase(document: Json, pointer: string, index: number): Edited | undefined {
  const standing = standingOf(document, pointer);
  const item =
    standing === undefined ? undefined : itemsAt(document, standing.list)[standing.index];
  if (standing === undefined || item === undefined) return undefined;
  const { list, name } = standing;
  const to = standing.index < index ? index - 1 : index;
  const change = (items: readonly Json[]) =>
    items.toSpliced(standing.index, 1).toSpliced(to, 0, item);
  const next = withLists(document, new Map([[list, change]]));
  const focus = `${list}/${to}${pointer.slice(pointer.lastIndexOf("/"))}`;
  return { document: next, focus: name === "" ? [] : [focus] };
}

/** One more branch of a fork: a task like any. */
export function addBranch(
  document: Json,
  task: string,
  [name, body]: readonly [string, Json],
): Edited {
  const list = `${task}/fork/branches`;
  return withItem(document, list, itemsAt(document, list).length, [name, body]);
}

export function removeBranch(document: Json, pointer: string): Edited {
  return withoutItems(document, [pointer]);
}

/** What a try does with an error. One that is there already stays; what is new comes to it. */
export function addCatch(document: Json, task: string, body: Json): Edited {
  const there = valueAt(document, `${task}/catch`);
  const next =
    there !== undefined && isObject(there) && isObject(body) ? { ...body, ...there } : body;
  return { document: withValue(document, `${task}/catch`, next), focus: [`${task}/catch`] };
}

/** Its tasks are taken out with it. */
export function removeCatch(document: Json, task: string): Edited {
  return { document: withoutValue(document, `${task}/catch`), focus: [task] };
}

/** Whether the branches of a fork race: the first that ends ends all. */
export function setCompete(document: Json, task: string, compete: boolean): Json {
  return changedAt(document, `${task}/fork/compete`, (before) =>
    compete ? true : before === undefined ? undefined : false,
  );
}
