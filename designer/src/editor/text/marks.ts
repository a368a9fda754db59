/**
 * What is marked in the text besides its faults: the chosen tasks, and what was found.
 *
 * Never: by colour alone where it is the only sign; what is chosen has a bar at its side.
 */
import { type Range as Placed, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

import type { Finding } from "../finding";
import type { Range } from "../places";

export const markTasks = StateEffect.define<readonly Range[]>();
export const markFound = StateEffect.define<Finding>();

const CHOSEN = Decoration.line({ class: "cm-chosen" });
const FOUND = Decoration.mark({ class: "cm-found" });
const HERE = Decoration.mark({ class: "cm-found cm-found-here" });

const tasks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, state }) => {
    const effect = effects.findLast((one) => one.is(markTasks));
    if (effect === undefined) return marks.map(changes);
    const lines = new Set<number>();
    for (const { from, to } of effect.value) {
      const end = state.doc.lineAt(Math.min(to, state.doc.length)).number;
      let at = state.doc.lineAt(Math.min(from, state.doc.length)).number;
      for (; at <= end; at += 1) lines.add(state.doc.line(at).from);
    }
    const sorted = [...lines].sort((one, other) => one - other);
    return Decoration.set(sorted.map((from) => CHOSEN.range(from)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

const found = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, state }) => {
    const effect = effects.findLast((one) => one.is(markFound));
    if (effect === undefined) return marks.map(changes);
    const { ranges, at } = effect.value;
    const placed = ranges.flatMap(({ from, to }, index): Placed<Decoration>[] =>
      to > state.doc.length ? [] : [(index === at ? HERE : FOUND).range(from, to)],
    );
    return Decoration.set(placed);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const MARKS = [tasks, found];
