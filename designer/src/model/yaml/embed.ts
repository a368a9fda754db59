/**
 * What stands in a text already, lifted out with its comments, to be put somewhere else.
 *
 * Lines come without the indentation that they had.
 *
 * Never: an anchor that is left behind, where
 * the caller says that it can't be brought along.
 */
import { isObject, type Json } from "../json";
import { applied, type Change, inOrder } from "./changes";
import { columnOf, columnOfBlock, extentsOf, indentAt } from "./extents";
import { type Origin, originOf } from "./read";
import {
  type CollectionNode,
  type Entry,
  isBlock,
  isCollection,
  type Source,
  type YamlNode,
} from "./tree";
import { keyText } from "./write";

/** The lines of a value by indentation, the first in column 0. */
export function blockLines({ source, node }: Origin): string[] {
  const extents = extentsOf(source, node);
  const from = extents[0]?.lead ?? node.from;
  const to = extents.at(-1)?.tail ?? node.to;
  return linesOf(source, from, to, columnOfBlock(source, node), []);
}

/** The lines of a value in braces; those below the first as far in as they were. */
export function textLines({ source, node, owner }: Origin): string[] {
  const by =
    owner === undefined || owner.of.flow
      ? indentAt(source.text, node.from)
      : columnOf(source.text, owner.entry.from);
  return linesOf(source, node.from, node.to, by, []);
}

/** The lines of an item of a list by indentation, dash and comments and all; else nothing. */
export function itemLines(item: Json): string[] | undefined {
  const origin = originOf(item);
  if (origin !== undefined && owned(origin)) return entryLines(origin, []);
  return renamedLines(item);
}

/** Of a task that goes by another name: `{ new: … }` where `- old: …` stood. */
function renamedLines(item: Json): string[] | undefined {
  if (!isObject(item)) return undefined;
  const [[name, value] = [], ...others] = Object.entries(item);
  if (name === undefined || value === undefined || others.length > 0) return undefined;
  const pair = originOf(value)?.owner;
  if (pair?.entry.key === undefined || pair.of.entries.length !== 1) return undefined;
  const origin = originOf(pair.of.json);
  if (origin === undefined || !owned(origin)) return undefined;
  const { from, to, style } = pair.entry.key;
  const insert = keyText(name, pair.of.flow, false, style);
  return entryLines(origin, name === pair.entry.key.name ? [] : [{ from, to, insert }]);
}

/**
 * Of a task that has changed on its way: the lines of the one that it was made from, by the name
 * that it has now.
 */
export function formerLines(item: Json, anchors: boolean): string[] | undefined {
  const [[name, body] = [], ...others] = isObject(item) ? Object.entries(item) : [];
  if (name === undefined || body === undefined || others.length > 0) return undefined;
  for (const value of isObject(body) ? Object.values(body) : []) {
    const former = originOf(value)?.owner?.of.json;
    const around = former === undefined ? undefined : originOf(former)?.owner?.of.json;
    const origin = around === undefined ? undefined : originOf(around);
    if (former !== undefined && origin !== undefined && isLiftable(origin, anchors))
      return renamedLines({ [name]: former });
  }
  return undefined;
}

function owned({ owner }: Origin): boolean {
  return owner?.of.kind === "list" && isBlock(owner.of);
}

function entryLines({ source, owner }: Origin, changes: readonly Change[]): string[] | undefined {
  if (owner === undefined) return undefined;
  const extent = extentsOf(source, owner.of)[owner.of.entries.indexOf(owner.entry)];
  if (extent === undefined) return undefined;
  return linesOf(source, extent.lead, extent.tail, columnOfBlock(source, owner.of), changes);
}

function linesOf(
  source: Source,
  from: number,
  to: number,
  column: number,
  changes: readonly Change[],
): string[] {
  const ended = endedHeader(source, from, to);
  const shifted = inOrder([...changes, ...ended]).map((change) => ({
    ...change,
    from: change.from - from,
    to: change.to - from,
  }));
  const text = applied(source.text.slice(from, to), shifted);
  const [first = "", ...rest] = text.replace(/\r?\n$/, "").split(/\r\n|\r|\n/);
  // A line of comment above an entry begins in its column, the entry itself may follow a dash.
  const cut = (line: string) => line.slice(Math.min(column, /^ */.exec(line)?.[0].length ?? 0));
  return [
    /^ *$/.test(source.text.slice(from - columnOf(source.text, from), from)) ? cut(first) : first,
    ...rest.map(cut),
  ];
}

/** A text that ended with the file gets a line break behind it; its header says it has none. */
export function endedHeader({ text, unended }: Source, from: number, to: number): Change[] {
  if (unended === undefined || unended.from < from || unended.from >= to) return [];
  const header = /^[|>][1-9]?/.exec(text.slice(unended.from, unended.to))?.[0] ?? "|";
  const sign = /^[+]/.test(text.slice(unended.from + header.length)) ? 1 : 0;
  const at = unended.from + header.length;
  return [{ from: at, to: at + sign, insert: "-" }];
}

/** Whether an anchor or alias stands in it. */
export function hasAnchors(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === "alias" || node.anchor !== undefined) return true;
  return isCollection(node) && node.entries.some(({ value }: Entry) => hasAnchors(value));
}

/** Whether it can be lifted out as it stands. */
export function isLiftable(origin: Origin, anchors: boolean): boolean {
  const node: CollectionNode = origin.node;
  return (
    !node.bare &&
    node.entries.length > 0 &&
    (anchors || !origin.source.anchored || !hasAnchors(node))
  );
}
