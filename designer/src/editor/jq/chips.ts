/**
 * Chips in an editor of text: each a value, by its name; the cursor goes over one as over a letter.
 *
 * Never: half a chip; what breaks one makes text of it.
 */
import { history, historyKeymap } from "@codemirror/commands";
import { EditorState, type Extension, RangeSetBuilder } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";

import { readPath, wordsOfPath } from "../../model/jq/paths";
import { bracesIn, CHIP, chipOf, templateOf, typedOf } from "../../model/jq/template";
import { say } from "../../words";
import styles from "./jq.module.css";
import { LOOK } from "./language";

class Chip extends WidgetType {
  private readonly source: string;

  constructor(source: string) {
    super();
    this.source = source;
  }

  override eq(other: Chip): boolean {
    return other.source === this.source;
  }

  override toDOM(): HTMLElement {
    const path = readPath(this.source);
    const name = (path && wordsOfPath(path)) ?? this.source;
    const chip = document.createElement("span");
    chip.className = styles["placed"] ?? "";
    chip.textContent = name === "" ? say("jq.whole") : name;
    chip.title = this.source;
    chip.setAttribute("aria-label", say("jq.template.insert", { name: chip.textContent }));
    chip.setAttribute("role", "img");
    return chip;
  }
}

function chipsIn(view: EditorView): DecorationSet {
  const chips = new RangeSetBuilder<Decoration>();
  for (const match of view.state.doc.toString().matchAll(CHIP)) {
    const widget = new Chip(match[1] ?? "");
    chips.add(match.index, match.index + match[0].length, Decoration.replace({ widget }));
  }
  return chips.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    chips: DecorationSet;

    constructor(view: EditorView) {
      this.chips = chipsIn(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged) this.chips = chipsIn(update.view);
    }
  },
  {
    decorations: ({ chips }) => chips,
    // The cursor goes over a chip as over one letter.
    provide: (own) =>
      EditorView.atomicRanges.of((view) => view.plugin(own)?.chips ?? Decoration.none),
  },
);

/** `{{ }}` becomes a chip as soon as it is closed; what stood there before is left as it is. */
const closing = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.isUserEvent("undo")) return transaction;
  const touched: (readonly [number, number])[] = [];
  transaction.changes.iterChangedRanges((_from, _to, from, to) => touched.push([from, to]));
  const found = bracesIn(transaction.newDoc.toString()).filter(({ from, to }) =>
    touched.some(([begin, end]) => begin <= to && end >= from),
  );
  if (found.length === 0) return transaction;
  const changes = found.map(({ from, to, source }) => ({ from, to, insert: chipOf(source) }));
  return [transaction, { changes, sequential: true }];
});

/** Copied as it would be typed, so that it can be put in anywhere. */
const copied = EditorView.clipboardOutputFilter.of((text) => typedOf(templateOf(text)));

export const CHIPS: readonly Extension[] = [
  plugin,
  LOOK,
  closing,
  copied,
  history(),
  keymap.of(historyKeymap),
];
