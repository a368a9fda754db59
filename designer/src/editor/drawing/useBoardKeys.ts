/**
 * The picture by keyboard: walking, choosing more, and what is done with what is chosen.
 *
 * Never: a key taken from a field in which somebody writes, or a single one from who has switched
 * those off.
 */
import { useDirection } from "@mantine/core";
import type { ClipboardEvent, KeyboardEvent } from "react";

import { taskAt } from "../../canvas/useWalk";
import { stepOf, tasksIn, walk } from "../../canvas/walk";
import type { Graph } from "../../model/graphTypes";
import { singleKeysAreOff } from "../../parts/useKeys";
import type { EditorStore } from "../store";
import { useEditing, useEditor } from "../useEditor";
import { type Deeds, placeAfter } from "./deeds";
import { foldable } from "./folding";
import { ranged, siblings } from "./selection";
import { type StageStore, useStageStore } from "./stage";

type Props = {
  readonly graph: Graph;
  readonly deeds: Deeds;
  readonly fold: (pointer: string, folded: boolean) => void;
  /** The keyboard goes to this task. */
  readonly go: (pointer: string) => void;
};

export function useBoardKeys({ graph, deeds, fold, go }: Props) {
  const { dir } = useDirection();
  const editor = useEditor();
  const stage = useStageStore();
  const chosen = useEditing(({ history }) => history.selection.tasks);
  const choose = (pointers: readonly string[], at = pointers.at(-1)) => {
    editor.choose(pointers);
    if (at !== undefined) go(at);
  };
  const openPalette = (here: string, element: Element) => {
    const { right, bottom } = element.getBoundingClientRect();
    const place = placeAfter(editor.state.getState().draft, here);
    stage.setState({ palette: { at: { x: right, y: bottom }, place } });
  };
  const found = keyedDeeds({ deeds, stage, graph, fold, choose, openPalette, editor });
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const here = taskAt(event.target);
      if (here === undefined || event.defaultPrevented || isField(event.target)) return;
      const deed = found(event);
      if (deed !== undefined) {
        event.preventDefault();
        // What is done is done with the task that the keyboard is at.
        if (!chosen.includes(here) && event.key !== "Escape") editor.choose([here]);
        deed(here, event.target as Element);
        return;
      }
      const step = stepOf(event.key, dir);
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const node = graph.nodes.find(({ id }) => id === here);
      if (step === "into" && (node?.inside ?? 0) > 0) {
        fold(here, false);
        return;
      }
      const to = walk(tasksIn(graph), here, step) ?? here;
      const from = chosen.length === 0 ? [here] : chosen;
      choose(event.shiftKey ? ranged(graph, from, to) : [to], to);
    },
    onCopy: (event: ClipboardEvent) => carry(event, deeds),
    onCut: (event: ClipboardEvent) => {
      if (carry(event, deeds)) deeds.remove();
    },
    onPaste: (event: ClipboardEvent) => {
      if (isField(event.target) || !deeds.canEdit()) return;
      event.preventDefault();
      deeds.paste(event.clipboardData.getData("text/plain"));
    },
  };
}

type Deed = (here: string, element: Element) => void;
type Keyed = Pick<Props, "deeds" | "graph" | "fold"> & {
  readonly editor: EditorStore;
  readonly stage: StageStore;
  readonly choose: (pointers: readonly string[], at?: string) => void;
  readonly openPalette: Deed;
};

/** What a key does: alone, as a single letter that can be switched off, or held with Ctrl or ⌘. */
function keyedDeeds({ deeds, stage, graph, fold, choose, openPalette, editor }: Keyed) {
  const plain: Readonly<Record<string, Deed>> = {
    Delete: () => deeds.remove(),
    Backspace: () => deeds.remove(),
    F2: (here) => stage.setState({ renaming: here }),
    Insert: openPalette,
    Enter: (here) => choose([here]),
    " ": (here) => choose([here]),
    Escape: () => editor.choose([]),
  };
  const single: Readonly<Record<string, Deed>> = {
    "+": openPalette,
    m: () => stage.setState({ moving: true }),
    f: (here) => {
      const node = graph.nodes.find(({ id }) => id === here);
      if (node !== undefined && foldable(node)) fold(here, node.container);
    },
  };
  const held: Readonly<Record<string, Deed>> = {
    ArrowUp: () => deeds.step(-1),
    ArrowDown: () => deeds.step(1),
    a: (here) => choose(siblings(graph, here), here),
    d: () => deeds.duplicate(),
    y: () => deeds.redo(),
    z: () => deeds.undo(),
    Z: () => deeds.redo(),
  };
  return ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Deed | undefined => {
    if (altKey) return undefined;
    if (ctrlKey || metaKey) return held[shiftKey ? key : lower(key)];
    return plain[key] ?? (singleKeysAreOff() ? undefined : single[lower(key)]);
  };
}

function lower(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

function carry(event: ClipboardEvent, deeds: Deeds): boolean {
  if (isField(event.target) || String(getSelection() ?? "") !== "") return false;
  const text = deeds.copied();
  if (text === "") return false;
  event.preventDefault();
  event.clipboardData.setData("text/plain", text);
  return true;
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
