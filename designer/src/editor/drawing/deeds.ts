/**
 * What one does in the picture, whether by pointer, key, menu or list: each is one change of the
 * definition and one step to undo.
 *
 * Never: a change while the text can't be read; the editor refuses it.
 */
import { copiedTasks, tasksOfText } from "../../model/clipboard";
import { addBranch, addCase, addCatch, removeCatch } from "../../model/editing/branches";
import { type Edited, standingOf } from "../../model/editing/items";
import type { NewTask } from "../../model/editing/newTasks";
import {
  duplicateTasks,
  removeTasks,
  renameTask,
  unwrapTask,
  type Wrapping,
  wrapTasks,
} from "../../model/editing/tasks";
import { moveTo, nameAt, type Place, putTask, putTasks, stepped } from "../../model/editing/ways";
import { isStale } from "../../model/draft";
import type { Json } from "../../model/json";
import { say } from "../../words";
import type { EditorStore } from "../store";
import { type Choice, used } from "./choices";
import { placeBeside, whereabouts } from "./placing";
import type { StageStore } from "./stage";

const WRAPPERS: Readonly<Record<Wrapping, string>> = {
  do: "block",
  for: "forEach",
  try: "attempt",
  fork: "sideBySide",
};

export type Deeds = ReturnType<typeof deedsOn>;

export function deedsOn(editor: EditorStore, stage: StageStore) {
  const chosen = () => editor.state.getState().history.selection.tasks;
  const act: Act = (edit, deed) => {
    const focus = editor.draw(edit, { at: performance.now() });
    if (focus === undefined) return undefined;
    stage.setState({ focusing: true, said: undefined });
    if (deed !== undefined) hear(outcomeOf(editor, deed, focus));
    return focus;
  };
  const tell = (text: string, isUndoable = false) => {
    const { draft } = editor.state.getState();
    stage.setState({ said: { text, ...(isUndoable && { undoable: draft.text }) } });
  };
  const hear = (text: string) =>
    stage.setState(({ heard }) => ({ heard: { text, number: heard.number + 1 } }));
  const means = { editor, act, tell, hear, chosen };
  return {
    chosen,
    choose: (pointers: readonly string[]) => editor.choose(pointers),
    canEdit: () => {
      const { draft, readOnly } = editor.state.getState();
      return !readOnly && draft.shown !== undefined && !isStale(draft);
    },
    ...taskDeeds(means),
    ...movingDeeds(means),
    ...blockDeeds(means),
    undo: () => {
      stage.setState({ focusing: true, said: undefined });
      editor.undo();
      hear(say("drawing.heard.undone"));
    },
    redo: () => {
      stage.setState({ focusing: true, said: undefined });
      editor.redo();
      hear(say("drawing.heard.redone"));
    },
    /** From now on a press, or a key, adds to what is chosen. */
    chooseSeveral: (several: boolean) => {
      if (stage.getState().several === several) return;
      stage.setState({ several });
      hear(say(several ? "drawing.heard.several" : "drawing.heard.single"));
    },
    tell,
    hear,
  };
}

type Focus = readonly string[];
type Deed = "put" | "renamed" | "doubled" | "moved" | "wrapped" | "unwrapped";
/** An edit, and what it is called to who hears of it. */
type Act = (edit: (document: Json) => Edited | undefined, deed?: Deed) => Focus | undefined;

type Means = {
  readonly editor: EditorStore;
  readonly act: Act;
  /** For all, beside the picture. */
  readonly tell: (text: string, isUndoable?: boolean) => void;
  /** For who doesn't see it. */
  readonly hear: (text: string) => void;
  readonly chosen: () => readonly string[];
};

/** To whom it was done, and where that stands now. */
function outcomeOf({ state }: EditorStore, deed: Deed, focus: Focus): string {
  const [first = ""] = focus;
  const { document = null } = state.getState().draft.shown ?? {};
  const count = focus.length;
  const name = count === 1 ? nameAt(document, first) : say("drawing.tasks", { count });
  return say(`drawing.heard.${deed}`, { name, where: whereabouts(document, first) });
}

function taskDeeds({ editor, act, tell, chosen }: Means) {
  return {
    /** A new task, which is chosen then. */
    insert: (place: Place, { key, make }: Pick<Choice, "key" | "make">) => {
      used(key);
      return act((document) => putTask(document, place, make()), "put");
    },
    rename: (pointer: string, name: string) =>
      act((document) => renameTask(document, pointer, name), "renamed") !== undefined,
    remove: () => {
      const pointers = chosen();
      const { document = null } = editor.state.getState().draft.shown ?? {};
      const [only] = pointers;
      const made = act((before) => removed(before, pointers));
      if (made === undefined || only === undefined) return;
      const name = nameAt(document, only);
      const isOne = pointers.length === 1 && name !== "";
      tell(
        isOne
          ? say("drawing.deletedOne", { name })
          : say("drawing.deleted", { count: pointers.length }),
        true,
      );
    },
    duplicate: () => act((document) => duplicateTasks(document, chosen()), "doubled"),
    /** The chosen tasks as YAML; empty where none is chosen. */
    copied: () => {
      const { shown } = editor.state.getState().draft;
      const text = shown === undefined ? "" : copiedTasks(shown.document, chosen());
      if (text !== "") tell(say("drawing.copied", { count: chosen().length }));
      return text;
    },
    paste: (text: string, place?: Place) => {
      const tasks = tasksOfText(text);
      const at = place ?? placeBeside(editor.state.getState().draft, chosen().at(-1));
      if (tasks === undefined) tell(say("drawing.noTasks"));
      else act((document) => putTasks(document, at, tasks), "put");
    },
  };
}

function movingDeeds({ act, hear, chosen }: Means) {
  return {
    step: (by: -1 | 1) => {
      const made = act((document) => stepped(document, chosen(), by), "moved");
      if (made === undefined) hear(say(by < 0 ? "drawing.heard.first" : "drawing.heard.last"));
    },
    move: (place: Place, pointers: readonly string[] = chosen()) => {
      const made = act((document) => moveTo(document, pointers, place), "moved");
      if (made === undefined) hear(say("drawing.heard.unmoved"));
    },
  };
}

/** What makes blocks, or more ways through them. */
function blockDeeds({ act, tell, chosen }: Means) {
  return {
    wrap: (kind: Wrapping) => {
      const name = WRAPPERS[kind];
      const made = act((document) => wrapTasks(document, chosen(), kind, name), "wrapped");
      if (made === undefined) tell(say("drawing.oneList"));
    },
    unwrap: () => {
      const made = act((document) => unwrapTask(document, chosen()[0] ?? ""), "unwrapped");
      if (made === undefined) tell(say("drawing.nothingInside"));
    },
    addCase: (task: string) => {
      const name = say("drawing.first.case");
      act((document) => chosenTask(addCase(document, task, name, NEW_CASE), task));
    },
    addBranch: (task: string) =>
      act((document) => addBranch(document, task, ["branch", { do: [] }] satisfies NewTask), "put"),
    addCatch: (task: string) =>
      act((document) => addCatch(document, task, { as: "error", do: [] })),
  };
}

const NEW_CASE = { when: "${ false }", then: "continue" };

/** A case is no box of its own; its switch stays chosen. */
function chosenTask({ document }: Edited, task: string): Edited {
  return { document, focus: [task] };
}

function removed(document: Json, pointers: readonly string[]): Edited | undefined {
  if (pointers.length === 0) return undefined;
  const isCatch = (one: string) =>
    standingOf(document, one) === undefined && one.endsWith("/catch");
  const tasks = pointers.filter((one) => !isCatch(one));
  const kept = pointers
    .filter(isCatch)
    .map((one) => removeCatch(document, one.slice(0, -"/catch".length)));
  const [first] = kept;
  const without = pointers
    .filter(isCatch)
    .reduce(
      (before, one) => removeCatch(before, one.slice(0, -"/catch".length)).document,
      document,
    );
  if (tasks.length === 0) return { document: without, focus: first?.focus ?? [] };
  return removeTasks(without, tasks);
}
