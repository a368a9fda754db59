/**
 * Places for tasks: on the way from one task to the next, in a block that holds none yet, in a
 * branch. What is put on a way is passed by whoever goes that way, and by nobody else.
 *
 * Never: another way led elsewhere; one that would be has no place on it.
 */
import { itemsOf } from "../graphBlocks";
import type { Item } from "../graphFlow";
import type { GraphEdge } from "../graphTypes";
import { isObject, type Json } from "../json";
import { bodyOfItem, type Edited, itemsAt, nameOfItem, standingOf } from "./items";
import { insertTask, moveTasks, pasteTasks, wrapTasks } from "./tasks";
import { changedAt, valueAt, withoutValue, withValue } from "./values";

export type Place = {
  /** Before what stands there now. */
  readonly list: string;
  readonly index: number;
  /** The way that is led over what comes; none where what comes follows by itself. */
  readonly way?: { readonly source: string; readonly directive: string };
  /** The branch of a fork that becomes a block, so that something can come before or behind it. */
  readonly branch?: string;
};

/** A list in which nothing follows another. */
export const BRANCHES = "/fork/branches";

/** Where on an edge something can be put; nothing where that would lead others astray. */
export function placeOn(document: Json, edge: GraphEdge): Place | undefined {
  const owner = /^(.*)#entry$/.exec(edge.source)?.[1];
  if (edge.source === "start" || owner !== undefined) return afterEntry(document, edge, owner);
  const standing = standingOf(document, edge.source);
  const task = valueAt(document, edge.source);
  if (standing === undefined || task === undefined || !isObject(task)) return undefined;
  const { list, index } = standing;
  const place = { list, index: index + 1 };
  if (list.endsWith(BRANCHES)) {
    const body = Object.hasOwn(task, "do") || edge.kind !== "next";
    return body ? undefined : { ...place, branch: edge.source };
  }
  const isSwitch = Object.hasOwn(task, "switch");
  const directive = directiveOf(edge);
  // What is skipped goes on to the next one, and so do the cases that lead nowhere else.
  if (directive === undefined) return isSwitch && task["if"] !== undefined ? undefined : place;
  const isPlain = edge.kind === "next" && !isElsewhere(valueAt(document, directive));
  if (isPlain) return place;
  return task["if"] === undefined
    ? { ...place, way: { source: edge.source, directive } }
    : undefined;
}

function afterEntry(document: Json, { target }: GraphEdge, owner = ""): Place | undefined {
  const standing = standingOf(document, target);
  if (standing === undefined) return owner === "" ? { list: "/do", index: 0 } : undefined;
  const { list, index } = standing;
  if (!list.endsWith(BRANCHES)) return { list, index: 0 };
  const task = valueAt(document, target);
  const isBlock = task !== undefined && isObject(task) && Object.hasOwn(task, "do");
  return isBlock ? undefined : { list, index, branch: target };
}

/** Where it is written to which task an edge leads. */
function directiveOf({ id, source, kind }: GraphEdge): string | undefined {
  if (kind === "skip") return undefined;
  if (kind === "caught") return id;
  return kind === "case" ? `${id}/then` : `${source}/then`;
}

function isElsewhere(then: Json | undefined): then is string {
  return typeof then === "string" && then !== "continue";
}

/** A new task there; the focus is it. */
export function putTask(document: Json, place: Place, task: readonly [string, Json]): Edited {
  return put(document, place, (before, { list, index }) => insertTask(before, list, index, task));
}

/** Tasks from a text. */
export function putTasks(document: Json, place: Place, tasks: readonly Json[]): Edited {
  return put(document, place, (before, { list, index }) => pasteTasks(before, list, index, tasks));
}

type Put = (before: Json, place: Place) => Edited;

function put(document: Json, place: Place, putIn: Put): Edited {
  const { branch, way } = place;
  if (branch !== undefined) return putBeside(document, place, branch, putIn);
  const edited = putIn(document, place);
  return way === undefined ? edited : led(document, edited, place, way);
}

/** The branch becomes a block by its own name; what comes stands before or behind it in there. */
function putBeside(document: Json, place: Place, branch: string, putIn: Put): Edited {
  const name = standingOf(document, branch)?.name ?? "";
  const wrapped = wrapTasks(document, [branch], "do", name);
  const [block] = wrapped?.focus ?? [];
  if (wrapped === undefined || block === undefined) return { document, focus: [] };
  const isBehind = standingOf(document, branch)?.index !== place.index;
  return putIn(wrapped.document, { list: `${block}/do`, index: isBehind ? 1 : 0 });
}

/** Tasks from another place of the document; nothing where that would change nothing. */
export function moveTo(
  document: Json,
  pointers: readonly string[],
  place: Place,
): Edited | undefined {
  const { list, index, way, branch } = place;
  if (branch !== undefined) return movedBeside(document, pointers, place, branch);
  if (way !== undefined && pointers.includes(way.source)) return undefined;
  const moved = moveTasks(document, pointers, list, index);
  const wereBranches = pointers.some((one) => standingOf(document, one)?.list.endsWith(BRANCHES));
  const edited = wereBranches ? moved : asOneBranch(moved, list);
  if (edited === undefined || isSame(document, edited.document)) return undefined;
  return way === undefined ? edited : led(document, edited, place, way);
}

/** Into the block that the branch becomes; what is moved may have stood in that branch. */
function movedBeside(
  document: Json,
  pointers: readonly string[],
  place: Place,
  branch: string,
): Edited | undefined {
  const wrapped = wrapTasks(document, [branch], "do", standingOf(document, branch)?.name ?? "");
  const [block] = wrapped?.focus ?? [];
  if (wrapped === undefined || block === undefined || pointers.includes(branch)) return undefined;
  const own = `${block}/do/0/${branch.slice(branch.lastIndexOf("/") + 1)}`;
  const now = pointers.map((one) =>
    one.startsWith(`${branch}/`) ? own + one.slice(branch.length) : one,
  );
  const index = standingOf(document, branch)?.index === place.index ? 0 : 1;
  return moveTasks(wrapped.document, now, `${block}/do`, index);
}

/** Several that become a branch stay one behind the other, in one. */
function asOneBranch(edited: Edited | undefined, list: string): Edited | undefined {
  const [first = ""] = edited?.focus ?? [];
  if (edited === undefined || edited.focus.length < 2 || !list.endsWith(BRANCHES)) return edited;
  const name = standingOf(edited.document, first)?.name ?? "";
  return wrapTasks(edited.document, edited.focus, "do", name);
}

function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one, plain) === JSON.stringify(other, plain);
}

function plain(_: string, value: Json): Json {
  return typeof value === "bigint" ? `${value}n` : value;
}

/** The way leads to the first of what has come, and the last of it leads to where the way led. */
function led(
  before: Json,
  edited: Edited,
  place: Place,
  { source, directive }: NonNullable<Place["way"]>,
): Edited {
  const standing = standingOf(before, source);
  const [first] = edited.focus;
  const last = edited.focus.at(-1);
  if (standing === undefined || first === undefined || last === undefined) return edited;
  // The list may have moved with what was taken out before it; it is where the tasks are now.
  const list = standingOf(edited.document, first)?.list ?? place.list;
  const items = itemsOf(valueAt(edited.document, list), list);
  const found = items.find(({ name }) => name === standing.name);
  const at = items.findIndex(({ id }) => id === first);
  if (found === undefined || at === -1) return edited;
  const old = valueAt(before, directive);
  const comes = edited.focus.map((one) => standingOf(edited.document, one)?.name);
  const behind = items[at + edited.focus.length];
  const here = found.id + directive.slice(source.length);
  const isOwn = here === `${found.id}/then` && !isSwitch(found);
  let document = isOwn
    ? withoutValue(edited.document, here)
    : withValue(edited.document, here, comes[0] ?? "");
  if (!isOwn) document = passing(document, found.id, behind?.name ?? "exit", here);
  if (isElsewhere(old) && !comes.includes(old)) document = onward(document, last, old);
  return { document, focus: edited.focus };
}

function isSwitch({ kind }: Item): boolean {
  return kind === "switch";
}

/** Whatever of this task went on to the next one goes there still, over what came between. */
function passing(document: Json, task: string, to: string, but: string): Json {
  return onward(document, task, to, but);
}

/** Each way on from this task that leads nowhere else leads there. */
function onward(document: Json, pointer: string, to: string, but?: string): Json {
  const task = valueAt(document, pointer);
  if (task === undefined || !isObject(task) || Object.hasOwn(task, "raise")) return document;
  const direct = (before: Json, at: string) =>
    at === but ? before : changedAt(before, at, (then) => (isElsewhere(then) ? then : to));
  if (!Object.hasOwn(task, "switch")) return direct(document, `${pointer}/then`);
  const list = `${pointer}/switch`;
  const cases = itemsOf(valueAt(document, list), list);
  const all = cases.reduce((before, { id }) => direct(before, `${id}/then`), document);
  const isWhole = itemsAt(document, list).some((one) => {
    const body = bodyOfItem(one);
    return body !== undefined && isObject(body) && !Object.hasOwn(body, "when");
  });
  return isWhole ? all : direct(all, `${pointer}/then`);
}

/** One place up or down in its list; nothing at the end of it. */
export function stepped(
  document: Json,
  pointers: readonly string[],
  by: -1 | 1,
): Edited | undefined {
  const standing = pointers.flatMap((one) => standingOf(document, one) ?? []);
  const [first] = standing;
  if (first === undefined || standing.some(({ list }) => list !== first.list)) return undefined;
  const indexes = standing.map(({ index }) => index);
  const to = by < 0 ? Math.min(...indexes) - 1 : Math.max(...indexes) + 2;
  const count = itemsAt(document, first.list).length;
  return to < 0 || to > count ? undefined : moveTasks(document, pointers, first.list, to);
}

/** The name that a pointer ends with, for who is told of it. */
export function nameAt(document: Json, pointer: string): string {
  const standing = standingOf(document, pointer);
  return standing === undefined
    ? ""
    : (nameOfItem(itemsAt(document, standing.list)[standing.index]) ?? "");
}
