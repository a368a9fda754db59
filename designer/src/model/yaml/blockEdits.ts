/**
 * Changes of a map or list by indentation, line by line.
 *
 * Never: a change within a line that stays, but of the value that it holds.
 */
import type { Json } from "../json";
import type { Change } from "./changes";
import type { Composer } from "./compose";
import { endedHeader } from "./embed";
import { aboveBlank, columnOfBlock, endOfContent, type Extent, extentsOf } from "./extents";
import type { Added, Plan } from "./match";
import { endOfLine, startOfLine } from "./lines";
import { type CollectionNode, type Entry, isBlock, type Source, type YamlNode } from "./tree";
import { indented, keyText } from "./write";

export class BlockEditor {
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

  /** A document that held nothing. */
  begin(next: Json): void {
    const { text } = this.source;
    const { first, rest } = this.composer.value(next, true);
    const lines = [...(first === undefined ? [] : [first]), ...rest.map(outdented)];
    const broken = text === "" || text.endsWith("\n") ? "" : this.eol;
    this.change(text.length, text.length, broken + lines.join(this.eol) + this.eol);
  }

  replaceRoot(root: YamlNode, next: Json): void {
    const { first, rest } = this.composer.value(next, true);
    const lines = [...(first === undefined ? [] : [first]), ...rest.map(outdented)];
    const end = isBlock(root) ? endOfContent(this.source.text, root, root.to) : root.to;
    this.change(root.outer, end, lines.join(this.eol));
  }

  rename({ key }: Entry, name: string): void {
    if (key !== undefined) this.change(key.from, key.to, keyText(name, false, false, key.style));
  }

  replace(node: CollectionNode, entry: Entry, next: Json): void {
    const { value, head } = entry;
    if (head === undefined) return;
    const style = value?.kind === "scalar" ? value.style : undefined;
    const written = this.composer.value(next, node.kind === "list", style);
    const column = columnOfBlock(this.source, node);
    const rest = indented(written.rest, column);
    if (value === undefined) this.fill(head, written.first, rest);
    else if (this.source.text.slice(head, value.from).includes("\n"))
      this.replaceBelow(head, value, written.first, rest);
    else this.replaceBeside(head, value, written.first, rest);
  }

  /** Behind a key or dash that nothing stood behind. */
  private fill(head: number, first: string | undefined, rest: readonly string[]): void {
    if (first !== undefined) this.change(head, head, ` ${first}`);
    const end = endOfLine(this.source.text, head);
    this.change(end, end, this.below(rest));
  }

  private replaceBeside(
    head: number,
    value: YamlNode,
    first: string | undefined,
    rest: readonly string[],
  ): void {
    const { text } = this.source;
    const end = isBlock(value) ? endOfContent(text, value, value.to) : value.to;
    if (first === undefined) this.change(head, end, "");
    else
      this.change(
        text.slice(head, value.outer) === "" ? head : value.outer,
        end,
        text.slice(head, value.outer) === "" ? ` ${first}` : first,
      );
    const lineEnd = endOfLine(text, end);
    // A comment behind the value stays on the line of the key, before a text or block below it.
    const behind = first === undefined || /^[|>]/.test(first) ? lineEnd : end;
    this.change(behind, behind, this.below(rest));
  }

  private replaceBelow(
    head: number,
    value: YamlNode,
    first: string | undefined,
    rest: readonly string[],
  ): void {
    const { text } = this.source;
    if (first !== undefined) this.change(head, head, ` ${first}`);
    this.change(endOfLine(text, head), endOfContent(text, value, value.to), this.below(rest));
  }

  private below(lines: readonly string[]): string {
    return lines.map((line) => this.eol + line).join("");
  }

  carryOut({ node, gone, added }: Plan): void {
    const extents = extentsOf(this.source, node);
    this.remove(node, gone, extents);
    const column = columnOfBlock(this.source, node);
    const spaced = isSpaced(extents);
    for (const [after, items] of added) {
      const lines = items.map((one) => indented(this.written(one), column));
      if (after === -1) this.before(extents[0], column, lines, spaced);
      else this.behind(extents[after], lines, spaced);
    }
  }

  private written({ key, value }: Added): string[] {
    return key === undefined ? this.composer.item(value) : this.composer.pair(key, value);
  }

  private before(
    extent: Extent | undefined,
    column: number,
    items: readonly (readonly string[])[],
    spaced: boolean,
  ): void {
    if (extent === undefined) return;
    const lines = items.flatMap((item) => (spaced ? [...item, ""] : item));
    const text = lines.map((line) => line + this.eol).join("");
    if (!extent.inline) this.change(extent.lead, extent.lead, text);
    else this.change(extent.lead, extent.lead, text.slice(column) + " ".repeat(column));
  }

  private behind(
    extent: Extent | undefined,
    items: readonly (readonly string[])[],
    spaced: boolean,
  ): void {
    if (extent === undefined) return;
    const { text } = this.source;
    const lines = items.flatMap((item) => (spaced ? ["", ...item] : item));
    const atEnd = extent.tail === text.length && !text.endsWith("\n");
    if (!atEnd) {
      this.change(extent.tail, extent.tail, lines.map((line) => line + this.eol).join(""));
      return;
    }
    for (const { from, to, insert } of endedHeader(this.source, 0, text.length))
      this.change(from, to, insert);
    this.change(extent.tail, extent.tail, this.below(lines));
  }

  private remove(
    node: CollectionNode,
    gone: ReadonlySet<number>,
    extents: readonly Extent[],
  ): void {
    const { text } = this.source;
    const stays = [...node.entries.keys()].find((index) => !gone.has(index)) ?? 0;
    for (const index of gone) {
      const extent = extents[index];
      if (extent === undefined) continue;
      const inline = extents[0]?.inline === true && index < stays;
      if (inline) {
        const [first, next] = [node.entries[index], node.entries[index + 1]];
        if (first !== undefined && next !== undefined) this.change(first.from, next.from, "");
        continue;
      }
      const floor = extents[index - 1]?.tail ?? startOfLine(text, node.from);
      const above = aboveBlank(text, extent.lead, floor);
      const opened = above < extent.lead || index === 0;
      const from = extent.blankEnd === text.length ? above : extent.lead;
      this.change(from, opened ? extent.blankEnd : extent.tail, "");
    }
  }

  private change(from: number, to: number, insert: string): void {
    this.changes.push({ from, to, insert });
  }
}

/** Entries with a blank line between each two. */
function isSpaced(extents: readonly Extent[]): boolean {
  return (
    extents.length > 1 &&
    extents.every(({ tail, blankEnd }, index) => index === extents.length - 1 || blankEnd > tail)
  );
}

function outdented(line: string): string {
  return line.startsWith("  ") ? line.slice(2) : line;
}
