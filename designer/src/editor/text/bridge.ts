/**
 * Between the text's view and the open definition: what is typed goes there, what is drawn comes
 * here, and what is chosen in one is chosen in the other.
 *
 * Never: a history of the view's own, nor a change sent back to where it came from.
 */
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

import { isStale } from "../../model/draft";
import { between } from "../../model/yaml/changes";
import { type Range, rangeOf, taskAt } from "../places";
import type { Editing, EditorStore } from "../store";
import { markTasks } from "./marks";

const told = Annotation.define<boolean>();

/** What is typed and where the cursor goes, told to the definition. */
export function telling(editor: EditorStore): Extension {
  return [
    // Only this, so that every character of the text is one here, whatever its lines end with.
    EditorState.lineSeparator.of("\n"),
    EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
      if (transactions.some((one) => one.annotation(told) === true)) return;
      const { from, to } = state.selection.main;
      const range = { from, to };
      if (docChanged)
        editor.type(state.doc.toString(), range, { at: performance.now(), burst: "typing" });
      if (docChanged || selectionSet) chooseAt(editor, range);
    }),
    keymap.of([
      { key: "Mod-z", run: () => done(editor.undo), preventDefault: true },
      { key: "Mod-y", run: () => done(editor.redo), preventDefault: true },
      { key: "Mod-Shift-z", run: () => done(editor.redo), preventDefault: true },
    ]),
    EditorView.domEventHandlers({
      // By a menu of the browser.
      beforeinput: ({ inputType }) => {
        if (inputType === "historyUndo") return done(editor.undo);
        return inputType === "historyRedo" && done(editor.redo);
      },
    }),
  ];
}

function done(deed: () => void): true {
  deed();
  return true;
}

function chooseAt(editor: EditorStore, range: Range): void {
  const { draft, history } = editor.state.getState();
  const readable = draft.shown !== undefined && !isStale(draft) ? draft.shown : undefined;
  const task = readable === undefined ? undefined : taskAt(readable, range.to);
  const tasks = readable === undefined ? history.selection.tasks : task === undefined ? [] : [task];
  editor.choose(tasks, range);
}

/** What others do, shown in the view; ends with what it returns. */
export function following(view: EditorView, editor: EditorStore): () => void {
  // It may have changed between the view's making and now.
  follow(view, editor.state.getState(), undefined);
  return editor.state.subscribe((now, before) => follow(view, now, before));
}

type Chosen = Editing["history"]["selection"]["range"];

function within(range: Chosen, length: number): Chosen {
  return range && { from: Math.min(range.from, length), to: Math.min(range.to, length) };
}

function follow(view: EditorView, now: Editing, before: Editing | undefined): void {
  const { draft, history } = now;
  const { tasks } = history.selection;
  const range = within(history.selection.range, draft.text.length);
  const isOther = draft.text !== before?.draft.text;
  const change = isOther ? between(view.state.doc.toString(), draft.text) : undefined;
  const isChosen = history.selection !== before?.history.selection;
  if (change !== undefined)
    view.dispatch({
      changes: change,
      annotations: told.of(true),
      ...(range !== undefined && { selection: select(range) }),
    });
  if (!isOther && !isChosen) return;
  const { shown } = draft;
  // While the text can't be read nobody knows where a task stands; a range is one of the text.
  const readable = shown !== undefined && !isStale(draft) ? shown : undefined;
  const places = readable === undefined ? [] : tasks.map((task) => rangeOf(readable, task));
  const isElsewhere = isChosen && !view.hasFocus;
  const target = isElsewhere ? (range?.from ?? places[0]?.from) : undefined;
  view.dispatch({
    effects: [
      ...(readable === undefined ? [] : [markTasks.of(places)]),
      ...(target === undefined ? [] : [EditorView.scrollIntoView(target, { y: "center" })]),
    ],
    ...(range !== undefined && isElsewhere && { selection: select(range) }),
    annotations: told.of(true),
  });
}

function select({ from, to }: Range) {
  return { anchor: from, head: to };
}
