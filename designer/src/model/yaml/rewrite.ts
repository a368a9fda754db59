/**
 * The text of a document after its values have changed: only what has changed is written anew.
 *
 * Whoever edits makes a new value, sharing with the old one all that stays; a map or list that is
 * found elsewhere in the new value than it was is moved with its comments. What comes out has been
 * read again and compared.
 *
 * Never: a text that says something else than the value; then nothing.
 */
import type { Json } from "../json";
import { isSame } from "../schemaSame";
import { BlockEditor } from "./blockEdits";
import { applied, type Change, inOrder } from "./changes";
import { Composer, type Means, type Reword } from "./compose";
import { hasAnchors } from "./embed";
import { FlowEditor } from "./flowEdits";
import { mannerOf } from "./manner";
import { type Added, matchItems, matchKeys } from "./match";
import { readText } from "./read";
import { type CollectionNode, type Entry, isCollection, type Source, type YamlNode } from "./tree";
import { isEmpty } from "./write";

export type Rewritten = { readonly changes: readonly Change[]; readonly source: Source };

/** Nothing where it can't be written; no document is known for which that is so. */
export function rewrite(
  source: Source,
  next: Json,
  reword: Reword = reworded,
): Rewritten | undefined {
  if (source.json === next) return { changes: [], source };
  const { text } = source;
  for (const means of MEANS) {
    if (!means.anchors && means.literals && !source.anchored) continue;
    const changes = attempt(source, next, means, reword);
    for (const insert of ["", text.includes("\r\n") ? "\r\n" : "\n"]) {
      const all = inOrder([...changes, { from: text.length, to: text.length, insert }]);
      const reading = readText(applied(text, all));
      if (reading.ok && isSame(reading.source.json, next))
        return { changes: all, source: reading.source };
    }
  }
  return undefined;
}

const MEANS: readonly Means[] = [
  { anchors: true, literals: true, lifting: true },
  { anchors: false, literals: true, lifting: true },
  { anchors: false, literals: false, lifting: true },
  { anchors: false, literals: false, lifting: false },
];

/** Not yet compared. */
export function attempt(
  source: Source,
  next: Json,
  means: Means,
  reword: Reword = reworded,
): readonly Change[] {
  return new Rewriter(source, new Composer(mannerOf(source), means, reword)).changesTo(next);
}

/** Of a task that is moved and changed at once. */
export function reworded(lines: readonly string[], value: Json): readonly string[] | undefined {
  const reading = readText(lines.join("\n"));
  // What isn't found in these lines is written anew, and not looked for once more.
  const written = reading.ok ? rewrite(reading.source, value, () => undefined) : undefined;
  return written?.source.text.replace(/\n$/, "").split("\n");
}

class Rewriter {
  private readonly changes: Change[] = [];
  private readonly source: Source;
  private readonly anchors: boolean;
  private readonly blocks: BlockEditor;
  private readonly flows: FlowEditor;

  constructor(source: Source, composer: Composer) {
    this.source = source;
    this.anchors = composer.means.anchors;
    this.blocks = new BlockEditor(source, composer, this.changes);
    this.flows = new FlowEditor(source, composer, this.changes);
  }

  changesTo(next: Json): readonly Change[] {
    const { root } = this.source;
    if (root === undefined) this.blocks.begin(next);
    else if (!this.inside(root, next)) this.blocks.replaceRoot(root, next);
    return this.changes;
  }

  /** Whether the value could be changed where it stands, without writing all of it. */
  private inside(node: YamlNode | undefined, next: Json): boolean {
    if (node === undefined) return next === null;
    if (node.kind === "scalar" && isSame(node.json, next)) return true;
    // Without its anchors what stays must be looked through for aliases all the same.
    const isKept = this.anchors || !hasAnchors(node);
    if (isKept && node.json === next) return true;
    if (!isCollection(node) || node.bare) return isKept && isSame(node.json, next);
    const list = Array.isArray(next);
    const map = !list && typeof next === "object" && next !== null;
    if (!(node.kind === "list" ? list : map)) return false;
    if (isEmpty(next) || node.entries.length === 0)
      return isEmpty(next) && node.entries.length === 0;
    return list
      ? this.list(node, next as readonly Json[])
      : this.map(node, next as Readonly<Record<string, Json>>);
  }

  private list(node: CollectionNode, next: readonly Json[]): boolean {
    const before = node.entries.map(({ value }) => value?.json ?? null);
    const matched = matchItems(before, next);
    const kept = new Set(matched);
    const added = new Map<number, Added[]>();
    let last = -1;
    for (const [index, value] of next.entries()) {
      const one = matched[index];
      if (one === undefined) put(added, last, { key: undefined, value });
      else last = one;
    }
    return this.carryOut(node, kept, added, () => {
      for (const [index, value] of next.entries()) this.entry(node, matched[index], value);
    });
  }

  private map(node: CollectionNode, next: Readonly<Record<string, Json>>): boolean {
    const matched = matchKeys(node.json as Readonly<Record<string, Json>>, next);
    const indexOf = new Map(node.entries.map(({ key }, index) => [key?.name ?? "", index]));
    const kept = new Set<number | undefined>();
    const added = new Map<number, Added[]>();
    let last = -1;
    for (const [key, value] of Object.entries(next)) {
      const old = matched.get(key);
      if (old === undefined) put(added, last, { key, value });
      else {
        last = indexOf.get(old) ?? last;
        kept.add(last);
      }
    }
    return this.carryOut(node, kept, added, () => {
      for (const [key, old] of matched) {
        const index = indexOf.get(old);
        if (key !== old && index !== undefined) this.rename(node, node.entries[index], key);
        const value = next[key];
        if (value !== undefined) this.entry(node, index, value);
      }
    });
  }

  private carryOut(
    node: CollectionNode,
    kept: ReadonlySet<number | undefined>,
    added: ReadonlyMap<number, readonly Added[]>,
    inner: () => void,
  ): boolean {
    const gone = new Set([...node.entries.keys()].filter((index) => !kept.has(index)));
    if (gone.size === node.entries.length) return false;
    // What changes further in goes before what is put behind it at the same place.
    inner();
    if (gone.size > 0 || added.size > 0)
      (node.flow ? this.flows : this.blocks).carryOut({ node, gone, added });
    return true;
  }

  private entry(node: CollectionNode, index: number | undefined, value: Json): void {
    const entry = index === undefined ? undefined : node.entries[index];
    if (entry === undefined || this.inside(entry.value, value)) return;
    if (node.flow) this.flows.replace(node, entry, value);
    else this.blocks.replace(node, entry, value);
  }

  private rename(node: CollectionNode, entry: Entry | undefined, key: string): void {
    if (entry !== undefined) (node.flow ? this.flows : this.blocks).rename(entry, key);
  }
}

function put(added: Map<number, Added[]>, after: number, one: Added): void {
  const there = added.get(after);
  if (there === undefined) added.set(after, [one]);
  else there.push(one);
}
