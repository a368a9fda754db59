/**
 * What one does in the picture, whether by pointer, key, menu or list: each is one change of the
 * definition and one step to undo.
 *
 * Never: a change while the text can't be read; the editor refuses it.
 */
import { copiedTasks, tasksOfText } from "../../model/clipboard";
import { addBranch, addCase, addCatch, removeCatch } from "../../model/editing/branches";
import { type Edited, itemsAt, standingOf } from "../../model/editing/items";
import type { NewTask } from "../../model/editing/newTasks";
import {
  duplicateTasks,
  removeTasks,
  renameTask,
  unwrapTask,
  type Wrapping,
  wrapTasks,
} from "../../model/editing/tasks";
import {
  moveTo,
  nameAt,
  type Place,
  placeOn,
  putTask,
  putTasks,
  stepped,
} from "../../model/editing/ways";
import { type Draft, isStale } from "../../model/draft";
import type { Json } from "../../model/json";
import { say } from "../../words";
import type { EditorStore } from "../store";
import { type Choice, used } from "./choices";
import { vacantIn } from "./folding";
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
  const act: Act = (edit) => {
    const focus = editor.draw(edit, { at: performance.now() });
    if (focus !== undefined) stage.setState({ focusing: true, said: undefined });
    return focus;
  };
  const tell = (text: string, isUndoable = false) => {
    const { draft } = editor.state.getState();
    stage.setState({ said: { text, ...(isUndoable && { undoable: draft.text }) } });
  };
  return {
    chosen,
    canEdit: () => {
      const { draft, readOnly } = editor.state.getState();
      return !readOnly && draft.shown !== undefined && !isStale(draft);
    },
    /** A new task, which is chosen then. */
    insert: (place: Place, { key, make }: Pick<Choice, "key" | "make">) => {
      used(key);
      return act((document) => putTask(document, place, make()));
    },
    rename: (pointer: string, name: string) =>
      act((document) => renameTask(document, pointer, name)) !== undefined,
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
    duplicate: () => act((document) => duplicateTasks(document, chosen())),
    /** The chosen tasks as YAML; empty where none is chosen. */
    copied: () => {
      const { shown } = editor.state.getState().draft;
      const text = shown === undefined ? "" : copiedTasks(shown.document, chosen());
      if (text !== "") tell(say("drawing.copied", { count: chosen().length }));
      return text;
    },
    paste: (text: string, place?: Place) => {
      const tasks = tasksOfText(text);
      const at = place ?? placeAfter(editor.state.getState().draft, chosen().at(-1));
      if (tasks === undefined) tell(say("drawing.noTasks"));
      else act((document) => putTasks(document, at, tasks));
    },
    step: (by: -1 | 1) => act((document) => stepped(document, chosen(), by)),
    move: (place: Place, pointers: readonly string[] = chosen()) =>
      act((document) => moveTo(document, pointers, place)),
    ...blockDeeds(act, tell, chosen),
    undo: () => {
      stage.setState({ focusing: true, said: undefined });
      editor.undo();
    },
    redo: () => {
      stage.setState({ focusing: true, said: undefined });
      editor.redo();
    },
    tell,
  };
}

type Act = (edit: (document: Json) => Edited | undefined) => readonly string[] | undefined;

/** What makes blocks, or more ways through them. */
function blockDeeds(act: Act, tell: (text: string) => void, chosen: () => readonly string[]) {
  return {
    wrap: (kind: Wrapping) => {
      const made = act((document) => wrapTasks(document, chosen(), kind, WRAPPERS[kind]));
      if (made === undefined) tell(say("drawing.oneList"));
    },
    unwrap: () => {
      const made = act((document) => unwrapTask(document, chosen()[0] ?? ""));
      if (made === undefined) tell(say("drawing.nothingInside"));
    },
    addCase: (task: string) => {
      const name = say("drawing.first.case");
      act((document) => chosenTask(addCase(document, task, name, NEW_CASE), task));
    },
    addBranch: (task: string) =>
      act((document) => addBranch(document, task, ["branch", { do: [] }] satisfies NewTask)),
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

/** Where something comes that is put in behind a task: into it, where it is an empty block. */
export function placeAfter({ shown }: Draft, pointer: string | undefined): Place {
  const { document = null, graph } = shown ?? {};
  const inside = pointer === undefined ? undefined : vacantIn(document).get(pointer);
  if (inside !== undefined) return { list: inside, index: 0 };
  const edge = graph?.edges.find((one) => one.source === pointer && one.kind === "next");
  const onWay = edge && placeOn(document, edge);
  const standing = pointer === undefined ? undefined : standingOf(document, pointer);
  if (onWay !== undefined && onWay.branch === undefined) return onWay;
  if (standing !== undefined) return { list: standing.list, index: standing.index + 1 };
  return { list: "/do", index: itemsAt(document, "/do").length };
}

export function placeBefore({ shown }: Draft, pointer: string): Place {
  const standing = standingOf(shown?.document ?? null, pointer);
  return standing === undefined
    ? { list: "/do", index: 0 }
    : { list: standing.list, index: standing.index };
}

/** The list inside a block, at its end; nothing for what is no block. */
export function placeInside(draft: Draft, pointer: string): Place | undefined {
  const { document = null } = draft.shown ?? {};
  const list = listIn(document, pointer);
  return list === undefined ? undefined : { list, index: itemsAt(document, list).length };
}

function listIn(document: Json, pointer: string): string | undefined {
  const inside = ["/do", "/try", "/fork/branches", "/foreach/do"].map((end) => pointer + end);
  const vacant = vacantIn(document).get(pointer);
  return vacant ?? inside.find((list) => itemsAt(document, list).length > 0);
}
