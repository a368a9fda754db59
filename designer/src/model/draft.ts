/**
 * A definition while it is written: its text, and what of it can be shown.
 *
 * Text and picture are two views of it. Whoever types gives a text, whoever draws gives a changed
 * document, and either way a draft comes out that both views show.
 *
 * Never: an empty picture because of a typing mistake; the last one that could be read stays.
 */
import type { Edited } from "./editing/items";
import { changedAt } from "./editing/values";
import { graphOf } from "./graph";
import type { Graph } from "./graphTypes";
import type { Json } from "./json";
import { keptGraph } from "./kept";
import type { Change } from "./yaml/changes";
import { readText, type TextFault } from "./yaml/read";
import { rewrite } from "./yaml/rewrite";
import type { Source } from "./yaml/tree";

/** What could be read last. */
export type Shown = {
  readonly source: Source;
  readonly document: Json;
  readonly graph: Graph;
};

export type Draft = {
  readonly text: string;
  /** Nothing where no text of it could be read so far. */
  readonly shown: Shown | undefined;
  /** Why the text can't be read; then what is shown is older than it. */
  readonly faults: readonly TextFault[];
};

export function draftOf(text: string): Draft {
  return typed({ text: "", shown: undefined, faults: [] }, text);
}

/** After the text was changed. */
export function typed(draft: Draft, text: string): Draft {
  if (text === draft.shown?.source.text) return { text, shown: draft.shown, faults: [] };
  const reading = readText(text);
  if (!reading.ok) return { text, shown: draft.shown, faults: reading.faults };
  return { text, shown: shownOf(reading.source, draft.shown), faults: [] };
}

/** Whether the picture is older than the text. */
export function isStale({ text, shown }: Draft): boolean {
  return shown?.source.text !== text;
}

export type Drawn = {
  readonly draft: Draft;
  /** Of the text, as an editor of text takes them. */
  readonly changes: readonly Change[];
  /** Pointers of what the edit was about. */
  readonly focus: readonly string[];
};

/** After the document was changed; nothing while the text can't be read, or the edit refuses. */
export function drawn(
  draft: Draft,
  edit: (document: Json) => Edited | undefined,
): Drawn | undefined {
  const { shown } = draft;
  if (shown === undefined || isStale(draft)) return undefined;
  const edited = edit(shown.document);
  if (edited === undefined) return undefined;
  const written = rewrite(shown.source, edited.document);
  if (written === undefined) return undefined;
  const { source, changes } = written;
  const next = source === shown.source ? shown : shownOf(source, shown);
  const { focus } = edited;
  return { draft: { text: source.text, shown: next, faults: [] }, changes, focus };
}

/** As a field of a panel changes it: another value there, or none. */
export function filledIn(
  draft: Draft,
  pointer: string,
  value: Json | undefined,
): Drawn | undefined {
  return drawn(draft, (document) => ({
    document: changedAt(document, pointer, () => value),
    focus: [pointer],
  }));
}

function shownOf(source: Source, before: Shown | undefined): Shown {
  const graph = keptGraph(before?.graph, graphOf(source.json));
  return { source, document: source.json, graph };
}
