/**
 * What of a map or list has stayed, what is new and what has gone.
 *
 * What is the very same value counts as having stayed, so that whoever edits a document changes
 * its values by copying as little as possible.
 *
 * Never: a pair matched out of its order.
 */
import { isObject, type Json } from "../json";
import type { CollectionNode } from "./tree";

/** What happens to the entries of a map or list. */
export type Plan = {
  readonly node: CollectionNode;
  readonly gone: ReadonlySet<number>;
  /** What comes behind an entry; at -1 before all that stay. */
  readonly added: ReadonlyMap<number, readonly Added[]>;
};
export type Added = { readonly key: string | undefined; readonly value: Json };

/** For each new item the old one that it was; nothing for one that is new. In order. */
export function matchItems(
  before: readonly Json[],
  after: readonly Json[],
): (number | undefined)[] {
  const found: (number | undefined)[] = Array<number | undefined>(after.length).fill(undefined);
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) {
    found[start] = start;
    start += 1;
  }
  let [endBefore, endAfter] = [before.length, after.length];
  while (endBefore > start && endAfter > start && before[endBefore - 1] === after[endAfter - 1]) {
    endBefore -= 1;
    endAfter -= 1;
    found[endAfter] = endBefore;
  }
  for (const [one, other] of longest(before, after, [start, endBefore], [start, endAfter]))
    found[other] = one;
  fillGaps(before, after, found);
  return found;
}

type Range = readonly [number, number];

const MOST_COMPARED = 4_000_000;

/** The longest common run of the very same values, item by item. */
function longest(
  before: readonly Json[],
  after: readonly Json[],
  [from, to]: Range,
  [start, end]: Range,
): [number, number][] {
  const width = end - start + 1;
  // Of very long lists whose middle is all other, names and places tell what has stayed.
  if ((to - from + 1) * width > MOST_COMPARED) return [];
  const lengths = new Uint32Array((to - from + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = to - from - 1; i >= 0; i--)
    for (let j = end - start - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[from + i] === after[start + j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < to - from && j < end - start;) {
    if (before[from + i] === after[start + j]) pairs.push([from + i++, start + j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Between what has stayed: what has changed but is still the same, by its name or its place. */
function fillGaps(
  before: readonly Json[],
  after: readonly Json[],
  found: (number | undefined)[],
): void {
  let index = 0;
  let last = -1;
  while (index < after.length) {
    const known = found[index];
    if (known !== undefined) {
      last = known;
      index += 1;
      continue;
    }
    let end = index;
    while (end < after.length && found[end] === undefined) end += 1;
    fillGap(before, after, found, [last + 1, found[end] ?? before.length], [index, end]);
    index = end;
  }
}

function fillGap(
  before: readonly Json[],
  after: readonly Json[],
  found: (number | undefined)[],
  [from, to]: Range,
  [start, end]: Range,
): void {
  const former = range(from, to).filter((one) => isNamed(before[one]));
  const byName = new Map(former.map((one) => [nameOf(before[one]), one]));
  const isShort = former.length * (end - start) <= MOST_COMPARED / 16;
  let next = from;
  for (let index = start; index < end && former.length > 0; index++) {
    if (!isNamed(after[index])) continue;
    const one = isShort
      ? former.find((at) => at >= next && isStill(before[at], after[index]))
      : byName.get(nameOf(after[index]));
    if (one === undefined || one < next) continue;
    found[index] = one;
    next = one + 1;
  }
  if (to - from !== end - start) return;
  if (range(start, end).some((index) => found[index] !== undefined)) return;
  for (let index = start; index < end; index++) {
    const one = from + index - start;
    if (!isNamed(before[one]) && !isNamed(after[index])) found[index] = one;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

function isNamed(value: Json | undefined): boolean {
  return value !== undefined && isObject(value) && Object.keys(value).length === 1;
}

function nameOf(value: Json | undefined): string | undefined {
  return value !== undefined && isObject(value) ? Object.keys(value)[0] : undefined;
}

/** A task, branch or case that has changed: it has the name or the content that it had. */
function isStill(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  if (!isObject(before) || !isObject(after)) return false;
  const [[name, value] = [], ...others] = Object.entries(before);
  const [[newName, newValue] = [], ...newOthers] = Object.entries(after);
  if (others.length > 0 || newOthers.length > 0) return false;
  if (name === undefined || newName === undefined) return false;
  return name === newName || isAlike(value, newValue);
}

function isAlike(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || after === undefined) return false;
  if (!isObject(before) || !isObject(after)) return false;
  if (before === after) return true;
  const keys = Object.keys(before);
  const kept = keys.filter((key) => Object.hasOwn(after, key) && before[key] === after[key]);
  return kept.length > 0 && kept.length * 2 >= keys.length;
}

/** For each new key the old one that it was. A key that is renamed keeps its value. */
export function matchKeys(
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of Object.keys(after)) if (Object.hasOwn(before, key)) found.set(key, key);
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  const only = Object.keys(before).length === 1 && Object.keys(after).length === 1;
  for (const key of added) {
    const one = gone.findIndex(
      (old) =>
        isRenamed(before[old], after[key], gone.length, added.length) ||
        (only && isAlike(before[old], after[key])),
    );
    if (one === -1) continue;
    const [old] = gone.splice(one, 1);
    if (old !== undefined) found.set(key, old);
  }
  return found;
}

function isRenamed(
  before: Json | undefined,
  after: Json | undefined,
  gone: number,
  added: number,
): boolean {
  if (before !== after) return false;
  // Two keys may well have the same number or word without being the same.
  return (typeof before === "object" && before !== null) || (gone === 1 && added === 1);
}
