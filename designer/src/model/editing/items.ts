/**
 * Lists whose items have a name each: tasks, branches and cases.
 *
 * Never: two of one name in a list, where it was without.
 */
import { pointerStep } from "../graphValues";
import { isObject, type Json } from "../json";
import { stepsOf } from "../yaml/tree";
import { changedAt, valueAt } from "./values";

/** A document after an edit, and the pointers of what the edit was about. */
export type Edited = { readonly document: Json; readonly focus: readonly string[] };

/** Where an item stands: its list and its place in it. */
export type Standing = { readonly list: string; readonly index: number; readonly name: string };

/** Of `/do/2/name`; nothing where such an item is not. */
export function standingOf(document: Json, pointer: string): Standing | undefined {
  const found = /^(.*)\/(0|[1-9]\d*)\/([^/]*)$/.exec(pointer);
  if (found === null || valueAt(document, pointer) === undefined) return undefined;
  const [, list = "", index = "", name = ""] = found;
  return { list, index: Number(index), name: stepsOf(`/${name}`)[0] ?? "" };
}

export function itemsAt(document: Json, list: string): readonly Json[] {
  const value = valueAt(document, list);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function nameOfItem(item: Json | undefined): string | undefined {
  return item !== undefined && isObject(item) ? Object.keys(item)[0] : undefined;
}

export function bodyOfItem(item: Json | undefined): Json | undefined {
  const name = nameOfItem(item);
  return name === undefined || item === undefined || !isObject(item) ? undefined : item[name];
}

export function namesOf(items: readonly Json[]): Set<string> {
  return new Set(items.flatMap((item) => nameOfItem(item) ?? []));
}

/** The name that is wanted, with a number behind it where it is taken. */
export function freshName(taken: ReadonlySet<string>, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  const [, stem = wanted, number = "1"] = /^(.*?)(\d+)?$/s.exec(wanted) ?? [];
  const begin = Number.isSafeInteger(Number(number)) ? Number(number) : 1;
  for (let next = begin + 1; ; next++) if (!taken.has(`${stem}${next}`)) return `${stem}${next}`;
}

export function pointerOfItem(list: string, index: number, name: string): string {
  return list + pointerStep(index) + pointerStep(name);
}

/** Where these very items stand in a document. */
export function pointersOf(document: Json, items: readonly Json[]): string[] {
  const wanted = new Map(items.map((item, index) => [item, index]));
  const found: [number, string][] = [];
  const walk = (value: Json, pointer: string): void => {
    const index = wanted.get(value);
    const name = nameOfItem(value);
    if (index !== undefined && name !== undefined) {
      wanted.delete(value);
      found.push([index, pointer + pointerStep(name)]);
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) walk(inner, pointer + pointerStep(key));
  };
  walk(document, "");
  return found.sort(([one], [other]) => one - other).map(([, pointer]) => pointer);
}

/** With the items of some lists changed; those of inner lists are changed before. */
export function withLists(
  document: Json,
  changes: ReadonlyMap<string, (items: readonly Json[]) => readonly Json[]>,
): Json {
  // An outer list moves what stands in it, so the deepest come first.
  const deepest = [...changes].sort(([one], [other]) => other.length - one.length);
  return deepest.reduce(
    (before, [list, change]) =>
      changedAt(before, list, (value) =>
        change(Array.isArray(value) ? (value as readonly Json[]) : []),
      ),
    document,
  );
}

/** One more item; its name is made fresh where another has it. */
export function withItem(
  document: Json,
  list: string,
  index: number,
  [name, body]: readonly [string, Json],
): Edited {
  const items = itemsAt(document, list);
  const fresh = freshName(namesOf(items), name);
  const at = Math.max(0, Math.min(index, items.length));
  const next = changedAt(document, list, () => items.toSpliced(at, 0, { [fresh]: body }));
  return { document: next, focus: [pointerOfItem(list, at, fresh)] };
}

/** Without these items; the focus is what came before the first of them, or behind it. */
export function withoutItems(document: Json, pointers: readonly string[]): Edited {
  const standing = outermost(pointers).flatMap((pointer) => standingOf(document, pointer) ?? []);
  const gone = byList(standing);
  const next = withLists(
    document,
    new Map(
      [...gone].map(([list, indexes]) => [
        list,
        (items) => items.filter((_, index) => !indexes.has(index)),
      ]),
    ),
  );
  const [first] = standing;
  const left = first === undefined ? [] : itemsAt(next, first.list);
  const index = first === undefined ? 0 : Math.min(Math.max(0, first.index - 1), left.length - 1);
  const name = nameOfItem(left[index]);
  const focus =
    first === undefined || name === undefined ? [] : [pointerOfItem(first.list, index, name)];
  return { document: next, focus };
}

/** By another name; nothing where that is taken, or none at all. */
export function withName(document: Json, pointer: string, name: string): Edited | undefined {
  const standing = standingOf(document, pointer);
  if (standing === undefined || name === "") return undefined;
  const { list, index } = standing;
  if (name === standing.name) return { document, focus: [pointer] };
  const items = itemsAt(document, list);
  const body = bodyOfItem(items[index]);
  if (namesOf(items).has(name) || body === undefined) return undefined;
  const next = changedAt(document, list, () => items.with(index, { [name]: body }));
  return { document: next, focus: [pointerOfItem(list, index, name)] };
}

/** Without those that stand in another of them, in their order in the document. */
export function outermost(pointers: readonly string[]): string[] {
  const all = [...new Set(pointers)];
  const outer = all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)));
  return outer.sort(inDocument);
}

/** By the numbers in them; maps keep the order that the pointers came in. */
function inDocument(one: string, other: string): number {
  const [these, those] = [one.split("/"), other.split("/")];
  const at = these.findIndex((step, index) => step !== those[index]);
  return at === -1 ? 0 : Number(these[at]) - Number(those[at]) || 0;
}

export function byList(standing: readonly Standing[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const { list, index } of standing) {
    const there = found.get(list);
    if (there === undefined) found.set(list, new Set([index]));
    else there.add(index);
  }
  return found;
}
