/**
 * What the library has read, as our tree: its nodes say what is meant, its tokens where it stands.
 *
 * Never: a rule of YAML's syntax; those are the library's. Here are those of the API alone: which
 * tags, aliases and keys it takes, and how much of all.
 */
import {
  type CST,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  type Scalar,
} from "yaml";

import type { Json } from "../json";
import { Broken, type Found } from "./faults";
import { endOfLine } from "./lines";
import { resolved } from "./scalars";
import type { CollectionNode, Entry, Key, ScalarStyle, Source, YamlNode } from "./tree";

/** The API refuses what is nested deeper, and what has more values. */
export const DEEPEST = 100;
const MOST_VALUES = 50_000;
const TAGS = /^!(?:!(?:str|int|float|bool|null|map|seq))?$/;

/** An anchor and a tag before a value. */
type Marks = {
  readonly from: number | undefined;
  readonly to: number;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
};
const NO_MARKS: Marks = { from: undefined, to: 0, anchor: undefined, tag: undefined };

type Known = { readonly json: Json; readonly values: number; readonly height: number };
type Tokens = readonly CST.SourceToken[];
type Read = Node | null | undefined;

export class Converter {
  readonly found: Found[] = [];
  readonly anchors = new Map<string, Known>();
  anchored = false;
  unended: Source["unended"] = undefined;
  private readonly text: string;
  private values = 0;
  private deepest = 0;

  constructor(text: string) {
    this.text = text;
  }

  root(node: Read, document: CST.Document): YamlNode | undefined {
    return this.value(node, marksIn(document.start), 0);
  }

  private value(node: Read, marks: Marks, depth: number): YamlNode | undefined {
    const from = marks.from ?? node?.range?.[0] ?? 0;
    const { anchor } = marks;
    if (isAlias(node)) return this.alias(node.source, from, depth);
    this.count(1, depth, from);
    if (anchor === undefined) return this.content(node, marks, depth);
    const [before, deepest] = [this.values, this.deepest];
    this.deepest = depth;
    // Within itself it can't be spoken of, nor what had the name before.
    this.anchors.delete(anchor);
    this.anchored = true;
    const read = this.content(node, marks, depth);
    const values = this.values - before + 1;
    this.anchors.set(anchor, { json: read?.json ?? null, values, height: this.deepest - depth });
    this.deepest = Math.max(deepest, this.deepest);
    return read;
  }

  private content(node: Read, marks: Marks, depth: number): YamlNode | undefined {
    if (isCollection(node)) return this.collection(node, marks, depth);
    if (isScalar(node) && node.srcToken !== undefined) return this.scalar(node, marks);
    // Nothing stands where a value could; with an anchor or a tag it is a value all the same.
    if (marks.from === undefined) return undefined;
    const { from: outer, to, anchor, tag } = marks;
    const json = this.json("", "plain", tag, { from: to, to });
    return { kind: "scalar", style: "plain", said: "", from: to, to, outer, anchor, json };
  }

  private alias(name: string, from: number, depth: number): YamlNode {
    const to = from + 1 + name.length;
    const known = this.anchors.get(name);
    if (known === undefined) throw new Broken("alias", from, to, name);
    this.count(known.values, depth + known.height, from);
    this.anchored = true;
    const { json } = known;
    return { kind: "alias", name, from, to, outer: from, anchor: undefined, json };
  }

  private count(values: number, depth: number, from: number): void {
    this.values += values;
    this.deepest = Math.max(this.deepest, depth);
    const to = endOfLine(this.text, from);
    if (this.values > MOST_VALUES) throw new Broken("too-large", from, to);
    if (depth > DEEPEST) throw new Broken("too-deep", from, to);
  }

  private scalar(node: Scalar, { from: outer, anchor, tag }: Marks): YamlNode {
    const { from, to, style, said } = this.spelled(node);
    const json = this.json(said, style, tag, { from, to });
    return { kind: "scalar", style, said, from, to, outer: outer ?? from, anchor, json };
  }

  private spelled(node: Scalar): Key & { readonly said: string } {
    const [from = 0, to = 0] = node.range ?? [];
    const said = node.source ?? "";
    const token = node.srcToken;
    if (token?.type === "block-scalar") return this.spelledByLines(token, from, said);
    const style = STYLES[token?.type ?? ""] ?? "plain";
    return { from, to, style, name: said, said };
  }

  private spelledByLines(
    { props, source }: CST.BlockScalar,
    from: number,
    value: string,
  ): Key & { readonly said: string } {
    const { text } = this;
    const header = props.find(({ type }) => type === "block-scalar-header");
    const sign = header !== undefined && "source" in header ? header.source : "|";
    const last = props.at(-1);
    const begin = last === undefined ? from : last.offset + lengthOf(last);
    const end = begin + source.length;
    const broken = /\r?\n$/.exec(source)?.[0].length ?? 0;
    // The library ends each line with a break, also the last one of a file that has none.
    const unended =
      broken === 0 && end === text.length && source.trim() !== "" && !sign.includes("-");
    if (unended) this.unended = { from, to: from + sign.length };
    const said = unended ? value.replace(/\n$/, "") : value;
    const style = sign.startsWith("|") ? "literal" : "folded";
    return { from, to: Math.max(end - broken, endOfLine(text, from)), style, name: said, said };
  }

  private json(
    said: string,
    style: ScalarStyle,
    tag: string | undefined,
    { from, to }: { readonly from: number; readonly to: number },
  ): Json {
    const isText = tag === "!" || tag === "!!str" || (tag === undefined && style !== "plain");
    const json = isText ? said : resolved(said);
    if (json === undefined) throw new Broken("number", from, to);
    return json;
  }

  private collection(
    node: Extract<Node, { items: unknown[] }>,
    marks: Marks,
    depth: number,
  ): CollectionNode {
    const { from: outer, anchor } = marks;
    const [start = 0, end = 0] = node.range ?? [];
    const flow = node.flow === true;
    const entries = isMap(node)
      ? this.unique(node.items.map((pair) => this.pair(pair, depth)))
      : this.items(node.items as Read[], node.srcToken, depth);
    const from = flow ? start : (entries[0]?.from ?? start);
    const to = flow ? end : (entries.at(-1)?.to ?? end);
    const kind = isMap(node) ? "map" : "list";
    const json = jsonOf(kind, entries);
    return { kind, json, flow, bare: false, entries, from, to, outer: outer ?? from, anchor };
  }

  private items(nodes: readonly Read[], token: CST.Token | undefined, depth: number): Entry[] {
    const all: readonly CST.CollectionItem[] =
      token?.type === "block-seq" || token?.type === "flow-collection" ? token.items : [];
    const isBlock = token?.type === "block-seq";
    // Comments at the end are an item of their own to the library.
    const items = all.filter((item) => (isBlock ? hasDash(item) : isWritten(item)));
    return nodes.map((node, index) => {
      const start = items[index]?.start ?? [];
      if (isMap(node) && node.srcToken === undefined) return this.bare(node.items, depth);
      const dash = isBlock ? start.find(({ type }) => type === "seq-item-ind") : undefined;
      const value = this.value(node, marksIn(start, dash), depth + 1);
      const from = dash?.offset ?? value?.outer ?? 0;
      const head = dash === undefined ? from : dash.offset + 1;
      return { key: undefined, from, head, to: value?.to ?? head, value };
    });
  }

  /** A pair in a list in brackets is a map of its own. */
  private bare(pairs: readonly Pair[], depth: number): Entry {
    const entries = pairs.map((pair) => this.pair(pair, depth + 1));
    const [from, to] = [entries[0]?.from ?? 0, entries[0]?.to ?? 0];
    this.count(1, depth + 1, from);
    const json = jsonOf("map", entries);
    const place = { from, to, outer: from, anchor: undefined };
    const value: CollectionNode = { kind: "map", json, flow: true, bare: true, entries, ...place };
    return { key: undefined, from, head: from, to, value };
  }

  private pair(pair: Pair, depth: number): Entry {
    const { start = [], sep = [] } = pair.srcToken ?? {};
    const asked = start.find(({ type }) => type === "explicit-key-ind");
    const colon = sep.find(({ type }) => type === "map-value-ind");
    const marks = marksIn(start, asked);
    const key = this.key(pair.key as Read, marks, asked ?? colon);
    const from = asked?.offset ?? marks.from ?? key.from;
    if (colon === undefined) return { key, from, head: undefined, to: key.to, value: undefined };
    const head = colon.offset + 1;
    const value = this.value(pair.value as Read, marksIn(sep, colon), depth + 1);
    return { key, from, head, to: value?.to ?? head, value };
  }

  /** What a key says, whatever it would be as a value: `404: x` is read as the text "404". */
  private key(node: Read, { anchor }: Marks, sign: CST.SourceToken | undefined): Key {
    if (isScalar(node) && node.srcToken !== undefined) {
      const { from, to, name, style } = this.spelled(node);
      if (anchor !== undefined) this.anchors.set(anchor, { json: name, values: 1, height: 0 });
      if (anchor !== undefined) this.anchored = true;
      return { from, to, name, style };
    }
    const [from = 0, to = 0] = node?.range ?? [];
    if (node !== null && node !== undefined && !isScalar(node)) throw new Broken("key", from, to);
    // Nothing can be a key behind `?` only.
    if (sign?.type !== "explicit-key-ind") throw new Broken("value", from, from + 1);
    const at = sign.offset + 1;
    return { from: at, to: at, name: "", style: "plain" };
  }

  private unique(entries: readonly Entry[]): readonly Entry[] {
    const names = new Set<string>();
    for (const { key, from, to } of entries) {
      if (key === undefined) continue;
      if (names.has(key.name))
        this.found.push({ code: "duplicate-key", from, to: key.to || to, about: key.name });
      names.add(key.name);
    }
    return entries;
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  "single-quoted-scalar": "single",
  "double-quoted-scalar": "double",
};

function jsonOf(kind: CollectionNode["kind"], entries: readonly Entry[]): Json {
  const values = entries.map(({ key, value }) => [key?.name ?? "", value?.json ?? null] as const);
  return kind === "list" ? values.map(([, value]) => value) : Object.fromEntries(values);
}

/** Of the tokens before a value, those behind the sign that it stands behind. */
function marksIn(tokens: Tokens, sign?: CST.SourceToken): Marks {
  let marks = NO_MARKS;
  for (const token of tokens) {
    if (token.offset <= (sign?.offset ?? -1)) continue;
    const { type, offset, source } = token;
    if (type !== "anchor" && type !== "tag") continue;
    if (type === "tag" && !TAGS.test(source))
      throw new Broken("tag", offset, offset + source.length, source);
    const mark = type === "anchor" ? { anchor: source.slice(1) } : { tag: source };
    marks = { ...marks, ...mark, from: marks.from ?? offset, to: offset + source.length };
  }
  return marks;
}

function hasDash({ start }: CST.CollectionItem): boolean {
  return start.some(({ type }) => type === "seq-item-ind");
}

function isWritten({ start, key, sep, value }: CST.CollectionItem): boolean {
  if (value !== undefined || sep !== undefined || (key !== undefined && key !== null)) return true;
  return start.some(({ type }) => ["anchor", "tag", "explicit-key-ind"].includes(type));
}

function lengthOf(token: CST.Token): number {
  return "source" in token ? token.source.length : 0;
}
