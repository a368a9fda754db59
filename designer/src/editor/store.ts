/**
 * A definition that is open for editing: its text, its picture, its history, what is chosen and
 * what is wrong with it. All views read from here, and each change of one goes through here.
 *
 * Never: a second copy in a view. Never a clock of its own either; who changes says when.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

import { type Draft, draftOf, type Drawn, drawn, filledIn, typed } from "../model/draft";
import type { Edited } from "../model/editing/items";
import {
  type History,
  historyOf,
  recorded,
  redone,
  selected,
  type Selection,
  undone,
} from "../model/history";
import type { Json } from "../model/json";
import type { Found } from "./problems";

/** When a change was made, and with which others it is undone. */
export type When = { readonly at: number; readonly burst?: string };

export type Editing = {
  readonly draft: Draft;
  readonly history: History;
  /** Of the text that was checked last, which may be older than the draft. */
  readonly found: Found;
  readonly readOnly: boolean;
};

export type EditorStore = {
  readonly state: StoreApi<Editing>;
  /** Somebody has typed. */
  readonly type: (text: string, range: Selection["range"], when: When) => void;
  /**
   * Somebody has drawn. Answers the pointers that the edit was about, which are chosen then; nothing
   * where the edit refuses, or the text can't be read.
   */
  readonly draw: (
    edit: (document: Json) => Edited | undefined,
    when: When,
  ) => readonly string[] | undefined;
  /** A field was filled in; nothing takes its value away. What is chosen stays. */
  readonly fill: (pointer: string, value: Json | undefined, when: When) => boolean;
  readonly choose: (tasks: readonly string[], range?: Selection["range"]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly check: (found: Found) => void;
};

export function makeEditor(text: string, options: { readonly readOnly?: boolean } = {}) {
  const state = createStore<Editing>()(() => ({
    draft: draftOf(text),
    history: historyOf(text),
    found: { text: "", problems: [], data: new Map() },
    readOnly: options.readOnly ?? false,
  }));
  return { state, ...deedsOn(state) } satisfies EditorStore;
}

function deedsOn(state: StoreApi<Editing>): Omit<EditorStore, "state"> {
  const keep = (draft: Draft, selection: Selection, when: When) => {
    const history = recorded(state.getState().history, draft.text, { selection, ...when });
    state.setState({ draft, history });
  };
  const goTo = (history: History) =>
    state.setState(({ draft }) => ({ history, draft: typed(draft, history.text) }));
  const chosen = () => state.getState().history.selection;
  const take = (edit: (draft: Draft) => Drawn | undefined): Drawn | undefined => {
    const { draft, readOnly } = state.getState();
    return readOnly ? undefined : edit(draft);
  };
  return {
    type: (text, range, when) => {
      const { draft, readOnly } = state.getState();
      if (!readOnly) keep(typed(draft, text), { ...chosen(), range }, when);
    },
    draw: (edit, when) => {
      const made = take((draft) => drawn(draft, edit));
      if (made !== undefined) keep(made.draft, { tasks: made.focus, range: undefined }, when);
      return made?.focus;
    },
    fill: (pointer, value, when) => {
      const made = take((draft) => filledIn(draft, pointer, value));
      if (made !== undefined) keep(made.draft, chosen(), when);
      return made !== undefined;
    },
    choose: (tasks, range) =>
      state.setState(({ history }) => ({ history: selected(history, { tasks, range }) })),
    undo: () => goTo(undone(state.getState().history)),
    redo: () => goTo(redone(state.getState().history)),
    check: (found) => state.setState({ found }),
  };
}
