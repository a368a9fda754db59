/**
 * The lines of a value that comes into a document: lifted from where it stands, or written anew.
 *
 * Never: a line of the document itself; where the lines go is `rewrite.ts`'s business.
 */
import { isObject, type Json } from "../json";
import { blockLines, formerLines, isLiftable, itemLines, textLines } from "./embed";
import { type Origin, originOf } from "./read";
import {
  flowText,
  indented,
  isEmpty,
  keyText,
  literalLines,
  type Manner,
  scalarText,
  type Written,
} from "./write";
import type { ScalarStyle } from "./tree";

/** What may be used; the first attempt uses all, and what does not come out right is left out. */
export type Means = {
  /** Anchors and aliases, where they stand and where they are moved. */
  readonly anchors: boolean;
  /** Texts by lines (`|`). */
  readonly literals: boolean;
  /** Lines that stand in a text already. */
  readonly lifting: boolean;
};

/** Lines that say something else now, changed as little as may be. */
export type Reword = (lines: readonly string[], value: Json) => readonly string[] | undefined;

export class Composer {
  readonly manner: Manner;
  readonly means: Means;
  private readonly reword: Reword;

  constructor(manner: Manner, means: Means, reword: Reword) {
    this.manner = manner;
    this.means = means;
    this.reword = reword;
  }

  private isLiftable(origin: Origin | undefined): origin is Origin {
    const { lifting, anchors } = this.means;
    return lifting && origin !== undefined && isLiftable(origin, anchors);
  }

  /** Behind a key or dash of a block. */
  value(value: Json, dash: boolean, style?: ScalarStyle): Written {
    if (typeof value === "string") return this.text(value, dash, style);
    if (typeof value !== "object" || value === null)
      return { first: scalarText(value, false, false), rest: [] };
    if (isEmpty(value)) return { first: Array.isArray(value) ? "[]" : "{}", rest: [] };
    const origin = originOf(value);
    if (this.isLiftable(origin)) {
      if (!origin.node.flow) return this.placed(blockLines(origin), value, dash);
      const [first, ...rest] = textLines(origin);
      return { first, rest: origin.node.entries.length === 0 ? [] : rest };
    }
    return this.placed(this.lines(value), value, dash);
  }

  private text(value: string, dash: boolean, style?: ScalarStyle): Written {
    const isQuoted = style === "double" || style === "single" || !this.means.literals;
    const literal = isQuoted ? undefined : literalLines(value);
    if (literal === undefined) return { first: scalarText(value, false, false, style), rest: [] };
    const rest = indented(literal.lines, dash ? 2 : this.manner.step);
    return { first: literal.header, rest };
  }

  /** Of a map or list that isn't empty, by indentation. */
  lines(value: Json): string[] {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => this.item(item));
    const pairs = isObject(value) ? Object.entries(value) : [];
    return pairs.flatMap(([key, item]) => this.pair(key, item));
  }

  private placed(lines: readonly string[], value: Json, dash: boolean): Written {
    if (!dash) {
      const by = Array.isArray(value) ? this.manner.listStep : this.manner.step;
      return { first: undefined, rest: indented(lines, by) };
    }
    const [first = "", ...rest] = lines;
    if (first.startsWith("#")) return { first: undefined, rest: indented(lines, 2) };
    return { first, rest: indented(rest, 2) };
  }

  pair(key: string, value: Json): string[] {
    const { first, rest } = this.value(value, false);
    const head = `${keyText(key, false, false)}:`;
    return [first === undefined ? head : `${head} ${first}`, ...rest];
  }

  item(value: Json): string[] {
    const origin = originOf(value);
    const isLifted = this.means.lifting && (origin === undefined || this.isLiftable(origin));
    const lifted = isLifted && !isEmpty(value) ? itemLines(value) : undefined;
    if (lifted !== undefined) return lifted;
    const former = this.means.lifting ? formerLines(value, this.means.anchors) : undefined;
    const reworded = former && this.reword(former, [value]);
    if (reworded !== undefined) return [...reworded];
    const { first, rest } = this.value(value, true);
    return [first === undefined ? "-" : `- ${first}`, ...rest];
  }

  /** In braces or brackets; on several lines those below the first are indented from its line. */
  flow(value: Json, several: boolean): string[] {
    const { json, step } = this.manner;
    const origin = originOf(value);
    if (this.isLiftable(origin) && origin.node.flow) {
      const isJson = !json || /^[{[]/.test(origin.source.text.trimStart());
      if (isJson) return textLines(origin);
    }
    const isInner = typeof value === "object" && value !== null && !isEmpty(value);
    if (!several || !isInner) return [flowText(value, json)];
    const list = Array.isArray(value);
    const parts = list
      ? (value as readonly Json[]).map((item) => this.flow(item, true))
      : Object.entries(value).map(([key, item]) => this.flowPair(key, item, true));
    const inner = parts.flatMap((lines, index) => {
      if (index === parts.length - 1) return lines;
      return [...lines.slice(0, -1), `${lines.at(-1) ?? ""},`];
    });
    return [list ? "[" : "{", ...indented(inner, step), list ? "]" : "}"];
  }

  flowPair(key: string, value: Json, several: boolean): string[] {
    const [first = "", ...rest] = this.flow(value, several);
    return [`${keyText(key, true, this.manner.json)}: ${first}`, ...rest];
  }
}
