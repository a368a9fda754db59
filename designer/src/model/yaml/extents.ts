/**
 * Which lines belong to an entry of a block: its own, the comment right above it, and the comments
 * below that are indented as part of it.
 *
 * Never: a line that belongs to two entries of one block, nor a blank line to any.
 */
import { afterBreak, endOfLine, startOfLine } from "./lines";
import { type CollectionNode, isBlock, type Source, type YamlNode } from "./tree";

/** From the first character to behind the last line's break; `inline` follows a dash or key. */
export type Extent = {
  readonly lead: number;
  readonly tail: number;
  readonly inline: boolean;
  /** Behind the blank lines that follow it. */
  readonly blankEnd: number;
};

export function columnOf(text: string, position: number): number {
  return position - startOfLine(text, position);
}

/** How deep the entries of a block stand. */
export function columnOfBlock({ text }: Source, node: CollectionNode): number {
  const [first] = node.entries;
  return first === undefined ? 0 : columnOf(text, first.from);
}

/** How deep the line is indented that this place is on. */
export function indentAt(text: string, position: number): number {
  const start = startOfLine(text, position);
  return /^ */.exec(text.slice(start, position))?.[0].length ?? 0;
}

/** Trees don't change; of a long list each item is looked for here. */
const known = new WeakMap<CollectionNode, readonly Extent[]>();

/** Of each entry of a block. */
export function extentsOf(source: Source, node: CollectionNode): readonly Extent[] {
  const before = known.get(node);
  if (before !== undefined) return before;
  const found = measured(source, node);
  known.set(node, found);
  return found;
}

function measured(source: Source, node: CollectionNode): Extent[] {
  const { text } = source;
  const column = columnOfBlock(source, node);
  // What stands above the first line of all speaks of the whole document.
  let floor = node === source.root ? node.from : 0;
  return node.entries.map((entry, index) => {
    const inline = text.slice(startOfLine(text, entry.from), entry.from).trim() !== "";
    const lead = inline ? entry.from : leadOf(text, entry.from, column, floor);
    const next = node.entries[index + 1];
    const end = afterBreak(text, endOfContent(text, entry.value, entry.to));
    const limit = next === undefined ? text.length : startOfLine(text, next.from);
    const below = next === undefined ? limit : leadOf(text, next.from, column, end);
    const tail = tailOf(text, end, column, below);
    floor = tail;
    return { lead, tail, inline, blankEnd: behindBlank(text, tail, below) };
  });
}

/** Where the last line of a value ends, with the comment behind it. */
export function endOfContent(text: string, value: YamlNode | undefined, to: number): number {
  if (isBlock(value)) {
    const last = value.entries.at(-1);
    if (last !== undefined) return endOfContent(text, last.value, last.to);
  }
  return endOfLine(text, to);
}

/** Comments in the column of the entry, right above it. */
function leadOf(text: string, from: number, column: number, floor: number): number {
  let lead = startOfLine(text, from);
  while (lead > floor) {
    const above = startOfLine(text, lead - 1);
    const line = text.slice(above, lead);
    if (above < floor || !line.trimStart().startsWith("#")) break;
    if (line.length - line.trimStart().length !== column) break;
    lead = above;
  }
  return lead;
}

/** Comments below that are indented deeper than the entry. */
function tailOf(text: string, end: number, column: number, limit: number): number {
  let tail = end;
  for (let at = end; at < limit;) {
    const lineEnd = endOfLine(text, at);
    const line = text.slice(at, lineEnd);
    const inner = line.trimStart();
    if (inner !== "" && !inner.startsWith("#")) break;
    at = afterBreak(text, lineEnd);
    if (inner.startsWith("#")) {
      if (line.length - inner.length <= column) break;
      tail = at;
    }
  }
  return tail;
}

export function behindBlank(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const end = endOfLine(text, at);
    if (text.slice(at, end).trim() !== "") break;
    at = afterBreak(text, end);
  }
  return at;
}

/** The beginning of the blank lines right above a place at the beginning of a line. */
export function aboveBlank(text: string, from: number, floor: number): number {
  let at = from;
  while (at > floor) {
    const above = startOfLine(text, at - 1);
    if (above < floor || text.slice(above, at).trim() !== "") break;
    at = above;
  }
  return at;
}
