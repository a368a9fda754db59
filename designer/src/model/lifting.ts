/**
 * A part of a document as a text of its own, and that text put back where it stood.
 *
 * Never: a comment lost on the way, where the part stands in lines of its own.
 */
import type { Json } from "./json";
import { hasAnchors } from "./yaml/embed";
import { columnOfBlock } from "./yaml/extents";
import { type Origin, originOf, readText } from "./yaml/read";
import { rewrite } from "./yaml/rewrite";
import type { Source } from "./yaml/tree";

export function lifted(value: Json): string {
  const origin = liftable(value);
  if (origin !== undefined) {
    const { source, node } = origin;
    const column = columnOfBlock(source, node);
    const [first = "", ...rest] = source.text.slice(node.from, node.to).split(/\r\n|\r|\n/);
    const lines = rest.map((line) => (/^\s*$/.test(line) ? "" : line.slice(column)));
    return wholeOf([first, ...lines].join("\n").trimEnd(), value);
  }
  const empty = readText("{}\n");
  const written = empty.ok ? rewrite(empty.source, value) : undefined;
  return (written?.source.text ?? "").trim();
}

/** A block of text that comes last has its line break at the end; without it, it would be another. */
function wholeOf(text: string, value: Json): string {
  const reading = readText(text);
  const same = !reading.ok || JSON.stringify(reading.source.json) === JSON.stringify(value);
  return same ? text : `${text}\n`;
}

/** The whole text with this one where the value stood; nothing where it can't be put as it is. */
export function put(source: Source, value: Json, typed: string): string | undefined {
  const origin = liftable(value);
  if (origin?.source !== source) return undefined;
  const { node } = origin;
  const column = " ".repeat(columnOfBlock(source, node));
  const lines = typed.trimEnd().split("\n");
  const inside = lines.map((line, at) => (at === 0 || line === "" ? line : column + line));
  const before = source.text.slice(0, node.from);
  const tail = /\s*$/.exec(source.text.slice(node.from, node.to))?.[0] ?? "";
  const text = before + inside.join("\n") + tail + source.text.slice(node.to);
  return readText(text).ok ? text : undefined;
}

/** Lines by indentation, in which nothing is named that stands elsewhere. */
function liftable(value: Json): Origin | undefined {
  const origin = originOf(value);
  if (origin === undefined || origin.node.flow || hasAnchors(origin.node)) return undefined;
  return origin;
}
