/**
 * Changes of a map in braces or a list in brackets, on one line or on several.
 *
 * Never: a comma too many; JSON allows none.
 */
import type { Json } from "../json";
import type { Change } from "./changes";
import type { Composer } from "./compose";
import { indentAt } from "./extents";
import type { Added, Plan } from "./match";
import { afterBreak, endOfLine, startOfLine } from "./lines";
import { type CollectionNode, type Entry, type Source } from "./tree";
import { indented, isEmpty, keyText, scalarText } from "./write";

export class FlowEditor {
  private readonly source: Source;
  private readonly composer: Composer;
  private readonly changes: Change[];
  private readonly eol: string;

  constructor(source: Source, composer: Composer, changes: Change[]) {
    this.source = source;
    this.composer = composer;
    this.changes = changes;
    this.eol = source.text.includes("\r\n") ? "\r\n" : "\n";
  }

  rename({ key }: Entry, name: string): void {
    const { json } = this.composer.manner;
    if (key !== undefined) this.change(key.from, key.to, keyText(name, true, json, key.style));
  }

  replace(node: CollectionNode, entry: Entry, next: Json): void {
    const { value, head, key, from } = entry;
    const { text } = this.source;
    const written = this.text(next, this.isOpen(node), indentAt(text, from), value);
    if (value !== undefined) this.change(value.outer, value.to, written);
    else if (head !== undefined) this.change(head, head, ` ${written}`);
    else if (key !== undefined) this.change(key.to, key.to, `: ${written}`);
  }

  private text(next: Json, several: boolean, column: number, before?: Entry["value"]): string {
    if (typeof next !== "object" || next === null) {
      const style = before?.kind === "scalar" ? before.style : undefined;
      return scalarText(next, true, this.composer.manner.json, style);
    }
    const [first = "", ...rest] = this.composer.flow(next, several && !isEmpty(next));
    return [first, ...indented(rest, column)].join(this.eol);
  }

  /** With its entries on lines of their own. */
  private isOpen({ entries, from }: CollectionNode): boolean {
    const [first] = entries;
    return first !== undefined && this.source.text.slice(from, first.from).includes("\n");
  }

  carryOut({ node, gone, added }: Plan): void {
    const { entries } = node;
    const lastKept = [...entries.keys()].findLast((index) => !gone.has(index)) ?? -1;
    const runs = lastKept < entries.length - 1;
    if (runs) this.removeRun(node, lastKept, added.has(lastKept));
    for (const index of gone) if (index < lastKept) this.removeOne(node, index);
    for (const [after, items] of added) {
      const behind = after === lastKept && (runs || after === entries.length - 1);
      if (behind) this.append(node, lastKept, items, runs);
      else this.insert(node, after + 1, items);
    }
  }

  /** All from behind an entry to the end. */
  private removeRun({ entries }: CollectionNode, kept: number, follows: boolean): void {
    const [last, end] = [entries[kept], entries.at(-1)];
    if (last === undefined || end === undefined) return;
    const { text } = this.source;
    const next = entries[kept + 1];
    const comma = /^\s*,/.exec(text.slice(last.to))?.[0].length ?? 0;
    const lineEnd = endOfLine(text, last.to);
    const apart =
      next !== undefined && next.from > lineEnd && comma > 0 && last.to + comma <= lineEnd;
    if (follows || !apart) this.change(last.to, end.to, "");
    else {
      this.change(last.to, last.to + comma, "");
      this.change(lineEnd, this.behindComment(end.to), "");
    }
  }

  /** Behind the comment on this line, if nothing else follows on it. */
  private behindComment(from: number): number {
    const lineEnd = endOfLine(this.source.text, from);
    return /^\s*#/.test(this.source.text.slice(from, lineEnd)) ? lineEnd : from;
  }

  private removeOne({ entries }: CollectionNode, index: number): void {
    const [entry, next] = [entries[index], entries[index + 1]];
    if (entry === undefined || next === undefined) return;
    const { text } = this.source;
    const start = startOfLine(text, entry.from);
    const end = endOfLine(text, entry.to);
    const alone =
      text.slice(start, entry.from).trim() === "" &&
      /^\s*,\s*(?:#.*)?$/.test(text.slice(entry.to, end));
    if (alone) this.change(start, afterBreak(text, end), "");
    else this.change(entry.from, next.from, "");
  }

  private append(node: CollectionNode, last: number, items: readonly Added[], runs: boolean): void {
    const entry = node.entries[last];
    if (entry === undefined) return;
    const { text } = this.source;
    const open = this.isOpen(node);
    const column = indentAt(text, entry.from);
    const separator = open ? `,${this.eol}${" ".repeat(column)}` : ", ";
    const written = items.map((one) => separator + this.added(one, open, column)).join("");
    const lineEnd = endOfLine(text, entry.to);
    if (open && !runs && /^\s*#/.test(text.slice(entry.to, lineEnd))) {
      this.change(entry.to, entry.to, ",");
      this.change(lineEnd, lineEnd, written.slice(1));
    } else this.change(entry.to, entry.to, written);
  }

  private insert(node: CollectionNode, index: number, items: readonly Added[]): void {
    const entry = node.entries[index];
    if (entry === undefined) return;
    const { text } = this.source;
    const start = startOfLine(text, entry.from);
    const column = indentAt(text, entry.from);
    const alone = text.slice(start, entry.from).trim() === "";
    const written = items.map((one) => `${this.added(one, alone, column)},`);
    if (alone) {
      const lines = written.map((one) => " ".repeat(column) + one + this.eol);
      this.change(start, start, lines.join(""));
    } else this.change(entry.from, entry.from, written.map((one) => `${one} `).join(""));
  }

  private added({ key, value }: Added, several: boolean, column: number): string {
    const lines =
      key === undefined
        ? this.composer.flow(value, several)
        : this.composer.flowPair(key, value, several);
    const [first = "", ...rest] = lines;
    return [first, ...indented(rest, column)].join(this.eol);
  }

  private change(from: number, to: number, insert: string): void {
    this.changes.push({ from, to, insert });
  }
}
