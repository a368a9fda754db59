/**
 * What one does with tasks in the picture: put in, take out, rename, move, double, copy, wrap.
 *
 * Each is a document to a document. Where one of its name is already, a task that comes gets a
 * number, and the `then` of those that came along with it follow.
 *
 * Never: a task lost; a `then` that led to one that is taken away stays, and the check tells of it.
 */
import { isObject, type Json } from "../json";
import { pointerStep } from "../graphValues";
import {
  bodyOfItem,
  byList,
  type Edited,
  freshName,
  itemsAt,
  nameOfItem,
  namesOf,
  outermost,
  pointersOf,
  standingOf,
  withItem,
  withLists,
  withName,
  withoutItems,
} from "./items";
import { valueAt } from "./values";

/** A task into a list, before the one that stands at the index now. */
export function insertTask(
  document: Json,
  list: string,
  index: number,
  [name, task]: readonly [string, Json],
): Edited {
  return withItem(document, list, index, [name, task]);
}

export function removeTasks(document: Json, pointers: readonly string[]): Edited {
  return withoutItems(document, pointers);
}

/** And whatever leads to it. Nothing where the name is taken. */
export function renameTask(document: Json, pointer: string, name: string): Edited | undefined {
  const standing = standingOf(document, pointer);
  const edited = withName(document, pointer, name);
  if (standing === undefined || edited === undefined) return edited;
  const { list, index } = standing;
  const before = itemsAt(document, list);
  // Of two by one name a `then` means the first.
  const isMeant = before.findIndex((item) => nameOfItem(item) === standing.name) === index;
  if (!isMeant || isDirective(standing.name)) return edited;
  const names = new Map([[standing.name, name]]);
  const next = withLists(edited.document, new Map([[list, (items) => led(items, names)]]));
  return { document: next, focus: edited.focus };
}

/** To another place, before the one that stands there now; nothing where that is inside one. */
export function moveTasks(
  document: Json,
  pointers: readonly string[],
  list: string,
  index: number,
): Edited | undefined {
  const standing = outermost(pointers).flatMap((pointer) => standingOf(document, pointer) ?? []);
  const isInside = outermost(pointers).some((pointer) => `${list}/`.startsWith(`${pointer}/`));
  if (standing.length === 0 || isInside) return undefined;
  const gone = byList(standing);
  const moved = standing.flatMap((one) => itemsAt(document, one.list)[one.index] ?? []);
  const leaving = gone.get(list) ?? new Set<number>();
  const staying = itemsAt(document, list).filter((_, at) => !leaving.has(at));
  const named = renamed(moved, namesOf(staying));
  const before = [...leaving].filter((at) => at < index).length;
  const changes = new Map(
    [...gone.keys(), list].map((one) => [
      one,
      (items: readonly Json[]) => {
        const left = items.filter((_, at) => gone.get(one)?.has(at) !== true);
        return one === list ? left.toSpliced(Math.max(0, index - before), 0, ...named) : left;
      },
    ]),
  );
  const next = withLists(document, changes);
  return { document: next, focus: pointersOf(next, named) };
}

/** Once more, each list's behind the last of its own. */
export function duplicateTasks(document: Json, pointers: readonly string[]): Edited {
  const standing = outermost(pointers).flatMap((pointer) => standingOf(document, pointer) ?? []);
  const all: Json[] = [];
  const changes = new Map(
    [...byList(standing)].map(([list, indexes]) => {
      const before = itemsAt(document, list);
      const copied = before.filter((_, at) => indexes.has(at));
      const named = renamed(copied, namesOf(before));
      all.push(...named);
      const behind = Math.max(...indexes) + 1;
      return [list, (items: readonly Json[]) => items.toSpliced(behind, 0, ...named)] as const;
    }),
  );
  const next = withLists(document, changes);
  return { document: next, focus: pointersOf(next, all) };
}

/** Tasks that came from elsewhere, as `copiedTasks` gave them. */
export function pasteTasks(
  document: Json,
  list: string,
  index: number,
  tasks: readonly Json[],
): Edited {
  const before = itemsAt(document, list);
  const named = renamed(tasks, namesOf(before));
  const change = (items: readonly Json[]) => items.toSpliced(index, 0, ...named);
  const next = withLists(document, new Map([[list, change]]));
  return { document: next, focus: pointersOf(next, named) };
}

/** The items that these pointers name, in their order. */
export function tasksAt(document: Json, pointers: readonly string[]): Json[] {
  return outermost(pointers).flatMap((pointer) => {
    const standing = standingOf(document, pointer);
    return standing === undefined ? [] : (itemsAt(document, standing.list)[standing.index] ?? []);
  });
}

export type Wrapping = "do" | "for" | "try" | "fork";

/** The tasks that a block of this kind has in it, with what it needs besides. */
function wrapping(kind: Wrapping, tasks: readonly Json[]): Json {
  if (kind === "do") return { do: tasks };
  if (kind === "for") return { for: { in: "${ . }" }, do: tasks };
  return kind === "try" ? { try: tasks, catch: {} } : { fork: { branches: tasks } };
}

/** Tasks of one list into a block that stands where the first of them stood. */
export function wrapTasks(
  document: Json,
  pointers: readonly string[],
  kind: Wrapping,
  name: string,
): Edited | undefined {
  const standing = outermost(pointers).flatMap((pointer) => standingOf(document, pointer) ?? []);
  const gone = byList(standing);
  const [[list, indexes] = []] = gone;
  if (list === undefined || indexes === undefined || gone.size !== 1) return undefined;
  const items = itemsAt(document, list);
  const inside = items.filter((_, at) => indexes.has(at));
  const outside = items.filter((_, at) => !indexes.has(at));
  const wrapper = { [freshName(namesOf(outside), name)]: wrapping(kind, inside) };
  const first = Math.min(...indexes);
  const change = (all: readonly Json[]) =>
    all.flatMap((item, at) => (at === first ? [wrapper] : indexes.has(at) ? [] : [item]));
  const next = withLists(document, new Map([[list, change]]));
  return { document: next, focus: pointersOf(next, [wrapper]) };
}

/** The tasks of a block in its place; nothing where it holds none. */
export function unwrapTask(document: Json, pointer: string): Edited | undefined {
  const standing = standingOf(document, pointer);
  const task = valueAt(document, pointer);
  if (standing === undefined || task === undefined || !isObject(task)) return undefined;
  const inside = ["do", "try"].map((key) => task[key]).find(Array.isArray) ?? branchesOf(task);
  if (inside === undefined || inside.length === 0) return undefined;
  const { list, index } = standing;
  const others = itemsAt(document, list).filter((_, at) => at !== index);
  const named = renamed(inside, namesOf(others));
  const change = (items: readonly Json[]) => items.toSpliced(index, 1, ...named);
  const next = withLists(document, new Map([[list, change]]));
  return { document: next, focus: pointersOf(next, named) };
}

function branchesOf(task: Json): readonly Json[] | undefined {
  const branches = valueAt(task, `/fork${pointerStep("branches")}`);
  return Array.isArray(branches) ? (branches as readonly Json[]) : undefined;
}

/** Each by a name that none of these has; what leads from one of them to another follows. */
function renamed(tasks: readonly Json[], taken: ReadonlySet<string>): Json[] {
  const all = new Set(taken);
  const names = new Map<string, string>();
  const fresh = tasks.map((item) => {
    const name = nameOfItem(item);
    if (name === undefined) return copied(item);
    const other = freshName(all, name);
    all.add(other);
    if (other !== name) names.set(name, other);
    // A new map even for the same name, so that the item can be told from the one it was.
    return { [other]: bodyOfItem(item) ?? null };
  });
  return led(fresh, names);
}

function copied(item: Json): Json {
  return isObject(item) ? { ...item } : item;
}

function isDirective(name: string): boolean {
  return name === "continue" || name === "exit" || name === "end";
}

/** With the `then` of these tasks, of their cases and catches, leading to the new names. */
function led(items: readonly Json[], names: ReadonlyMap<string, string>): Json[] {
  if (names.size === 0) return [...items];
  return items.map((item) => {
    const name = nameOfItem(item);
    const body = bodyOfItem(item);
    if (name === undefined || body === undefined) return item;
    const next = ledTask(body, names);
    return next === body ? item : { [name]: next };
  });
}

function ledTask(task: Json, names: ReadonlyMap<string, string>): Json {
  const direct = ledThen(task, names);
  if (!isObject(direct)) return direct;
  const cases = direct["switch"];
  const caught = direct["catch"];
  let next: Readonly<Record<string, Json>> = direct;
  if (Array.isArray(cases)) {
    const before = cases as readonly Json[];
    const after = before.map((one) => {
      const key = nameOfItem(one);
      const body = bodyOfItem(one);
      if (key === undefined || body === undefined) return one;
      const ledBody = ledThen(body, names);
      return ledBody === body ? one : { [key]: ledBody };
    });
    if (after.some((one, index) => one !== before[index])) next = { ...next, switch: after };
  }
  if (caught !== undefined) {
    const after = ledThen(caught, names);
    if (after !== caught) next = { ...next, catch: after };
  }
  return next;
}

function ledThen(value: Json, names: ReadonlyMap<string, string>): Json {
  if (!isObject(value)) return value;
  const then = value["then"];
  const other = typeof then === "string" && !isDirective(then) ? names.get(then) : undefined;
  return other === undefined ? value : { ...value, then: other };
}
