/**
 * Fixes of lists of tasks: their names, their form, and where they lead.
 *
 * Never: a task taken away without being asked; it is one fix of several, last of them.
 */
import {
  bodyOfItem,
  type Edited,
  freshName,
  itemsAt,
  nameOfItem,
  namesOf,
  pointerOfItem,
  standingOf,
} from "../editing/items";
import { removeTasks, renameTask } from "../editing/tasks";
import { changedAt, valueAt } from "../editing/values";
import { isObject, type Json } from "../json";
import { type Fix, lastOf, type Mender, parentOf, remove, writing } from "./fix";

const MOST_CHARACTERS = 255;

export const duplicateTask: Mender = ({ pointer }, document) =>
  renamed(pointer, document, (name) => name);

export const directiveName: Mender = ({ pointer }, document) =>
  renamed(pointer, document, (name) => `${name}Task`);

function renamed(pointer: string, document: Json, wish: (name: string) => string): readonly Fix[] {
  const standing = standingOf(document, pointer);
  if (standing === undefined) return [];
  const name = freshName(namesOf(itemsAt(document, standing.list)), wish(standing.name));
  const edit = (before: Json) => renameTask(before, pointer, name);
  return [{ key: "renameTask", params: { name }, edit }];
}

/** Its pointer ends with its place in the list, or with the name. */
export const taskName: Mender = ({ pointer }, document) => {
  const at = /\/\d+$/.test(pointer) ? pointer : parentOf(pointer);
  const item = valueAt(document, at);
  const list = parentOf(at);
  const body = bodyOfItem(item);
  if (body === undefined) return [];
  const wanted = (nameOfItem(item) ?? "").trim().slice(0, MOST_CHARACTERS - 5) || "task";
  const name = freshName(namesOf(itemsAt(document, list)), wanted);
  const edit = (before: Json): Edited => ({
    document: changedAt(before, at, () => ({ [name]: body })),
    focus: [pointerOfItem(list, Number(lastOf(at)), name)],
  });
  return [{ key: "renameTask", params: { name }, edit }];
};

/** Several tasks in one item, or what belongs to a task beside its name instead of under it. */
export const taskItem: Mender = ({ pointer }, document) => {
  const item = valueAt(document, pointer);
  const [[name, first] = [], ...others] =
    item !== undefined && isObject(item) ? Object.entries(item) : [];
  if (name === undefined || others.length === 0) return [];
  if (first === null)
    return [writing("nest", { name }, pointer, () => ({ [name]: Object.fromEntries(others) }))];
  if (others.some(([, body]) => !isObject(body)) || first === undefined || !isObject(first))
    return [];
  const split = Object.entries(item as Readonly<Record<string, Json>>).map(([key, body]) => ({
    [key]: body,
  }));
  return [
    writing("split", {}, parentOf(pointer), (before) =>
      Array.isArray(before)
        ? (before as readonly Json[]).toSpliced(Number(lastOf(pointer)), 1, ...split)
        : before,
    ),
  ];
};

/** The task above leads elsewhere: it may go on, or the one that nobody comes to may go. */
export const unreachableTask: Mender = ({ pointer }, document) => {
  const standing = standingOf(document, pointer);
  if (standing === undefined) return [];
  const { list, index, name } = standing;
  const above = itemsAt(document, list)[index - 1];
  const before = nameOfItem(above);
  const body = bodyOfItem(above);
  const gone: Fix = {
    key: "removeTask",
    params: { name },
    edit: (all) => removeTasks(all, [pointer]),
  };
  if (before === undefined || body === undefined || !isObject(body) || body["then"] === undefined)
    return [gone];
  const then = `${pointerOfItem(list, index - 1, before)}/then`;
  return [writing("letPass", { name: before }, then, () => undefined), gone];
};

/** Of several cases without a condition the first stays. */
export const switchDefault: Mender = ({ pointer }, document) => {
  const [first, ...others] = itemsAt(document, pointer).filter(isDefault);
  const name = nameOfItem(first);
  if (name === undefined || others.length === 0) return [];
  return [
    writing("keepDefault", { name }, pointer, (before) => {
      if (!Array.isArray(before)) return before;
      const cases = before as readonly Json[];
      const kept = cases.findIndex(isDefault);
      return cases.filter((item, index) => index === kept || !isDefault(item));
    }),
  ];
};

function isDefault(item: Json): boolean {
  const body = bodyOfItem(item);
  return body !== undefined && isObject(body) && body["when"] === undefined;
}

/** What can't run yet, where the process can do without. */
export const unsupported: Mender = ({ pointer }) =>
  /^\/evaluate\/language$|\/run\/return$/.test(pointer) ? [remove(pointer)] : [];
