/**
 * Text to a tree, or what hinders that and in which line.
 *
 * What the API refuses is refused here too: a key that stands twice, a second document, an alias
 * of nothing, tabs as indentation.
 *
 * Never: half a tree; while the text doesn't parse, whoever shows it keeps the last one that did.
 */
import { Composer, type CST, Lexer, Parser } from "yaml";

import type { Json } from "../json";
import { Converter, DEEPEST } from "./convert";
import { Broken, faultIn, type Found } from "./faults";
import { endOfLine } from "./lines";
import type { CollectionNode, Entry, Source, YamlNode } from "./tree";

/** What hinders, and where; lines and columns count from one. */
export type TextFault = Found & { readonly line: number; readonly column: number };

export type TextReading =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly faults: readonly TextFault[] };

/** Where a map or list of a document stands in its text. */
export type Origin = {
  readonly source: Source;
  readonly node: CollectionNode;
  /** What it is the value of. */
  readonly owner: { readonly of: CollectionNode; readonly entry: Entry } | undefined;
};
const origins = new WeakMap<object, Origin>();

/** Maps and lists that a text gave are known again, in whatever document they are put. */
export function originOf(value: Json): Origin | undefined {
  return typeof value === "object" && value !== null ? origins.get(value) : undefined;
}

/** The API takes no more. */
const MOST_BYTES = 256 * 1024;
/** The library's stack holds the document and what is read at the moment too. */
const DEEPEST_STACK = DEEPEST + 5;

/** Values stay as they are spelled; what they are is told by the rules of the API. */
const OPTIONS = {
  schema: "failsafe",
  keepSourceTokens: true,
  uniqueKeys: false,
  logLevel: "silent",
} as const;

export function readText(text: string): TextReading {
  const converter = new Converter(text);
  let root: YamlNode | undefined;
  try {
    root = rootOf(text, converter);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    converter.found.push(error.found);
  }
  if (converter.found.length > 0)
    return {
      ok: false,
      faults: converter.found.map((found) => ({ ...found, ...placeIn(text, found.from) })),
    };
  const { anchored, unended } = converter;
  const source: Source = { text, root, json: root?.json ?? null, anchored, unended };
  remember(source, root, undefined);
  return { ok: true, source };
}

function rootOf(text: string, converter: Converter): YamlNode | undefined {
  if (new TextEncoder().encode(text).length > MOST_BYTES) throw new Broken("too-large", 0, 0);
  const tokens = tokensOf(text);
  const [document] = new Composer(OPTIONS).compose(tokens, true, text.length);
  const fault = document && faultIn(text, tokens, document.errors);
  const [first, second] = tokens.filter((token) => token.type === "document");
  if (second !== undefined && second.offset < (fault?.from ?? text.length + 1))
    throw new Broken("documents", second.offset, endOfLine(text, second.offset));
  if (fault !== undefined) throw new Broken(fault.code, fault.from, fault.to);
  return first && converter.root(document?.contents, first);
}

/** By the library, but no deeper than documents may be nested; time grows with the depth. */
function tokensOf(text: string): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    const at = parser.offset;
    if (parser.stack.length > DEEPEST_STACK) throw new Broken("too-deep", at, endOfLine(text, at));
  }
  tokens.push(...parser.end());
  return tokens;
}

function remember(source: Source, node: YamlNode | undefined, owner: Origin["owner"]): void {
  if (node === undefined || node.kind === "alias" || node.kind === "scalar") return;
  if (typeof node.json === "object" && node.json !== null)
    origins.set(node.json, { source, node, owner });
  for (const entry of node.entries) remember(source, entry.value, { of: node, entry });
}

export function placeIn(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  const line = before.split(/\r\n|\r|\n/);
  return { line: line.length, column: (line.at(-1) ?? "").length + 1 };
}
