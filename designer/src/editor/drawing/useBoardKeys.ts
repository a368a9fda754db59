/**
 * The picture by keyboard: walking, choosing more, and what is done with what is chosen.
 *
 * Never: a key taken from a field in which somebody writes, or a single one from who has switched
 * those off.
 */
import { useDirection } from "@mantine/core";
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from "react";

import { taskAt } from "../../canvas/useWalk";
import { stepOf, tasksIn, walk } from "../../canvas/walk";
import type { Graph } from "../../model/graphTypes";
import { nameOf, singleKeysAreOff } from "../../parts/useKeys";
import { say } from "../../words";
import type { EditorStore } from "../store";
import { useEditing, useEditor } from "../useEditor";
import type { Deeds } from "./deeds";
import { placeAfter } from "./placing";
import { foldable } from "./folding";
import { nameOf as taskName } from "../../canvas/sentences";
import { toPanel } from "./panels";
import { ranged, siblings, toggled } from "./selection";
import { type StageStore, useStageStore } from "./stage";

type Props = {
  readonly graph: Graph;
  readonly deeds: Deeds;
  readonly fold: (pointer: string, folded: boolean) => void;
  /** The keyboard goes to this task. */
  readonly go: (pointer: string) => void;
  /** Of a picture: nearer, farther, all of it. */
  readonly look?: Readonly<Record<"nearer" | "farther" | "whole", () => void>>;
};

export function useBoardKeys({ graph, deeds, fold, go, look }: Props) {
  const { dir } = useDirection();
  const editor = useEditor();
  const stage = useStageStore();
  const chosen = useEditing(({ history }) => history.selection.tasks);
  const choose = (pointers: readonly string[], at = pointers.at(-1)) => {
    editor.choose(pointers);
    if (pointers.length > 1) deeds.hear(say("drawing.chosen", { count: pointers.length }));
    if (at !== undefined) go(at);
  };
  const openPalette = (here: string, element: Element) => {
    const { right, bottom } = element.getBoundingClientRect();
    const place = placeAfter(editor.state.getState().draft, here);
    stage.setState({ palette: { at: { x: right, y: bottom }, place } });
  };
  const means = { deeds, stage, graph, fold, choose, openPalette, editor, ...(look && { look }) };
  const found = keyedDeeds(means);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const here = taskAt(event.target);
      if (here === undefined || event.defaultPrevented || isField(event.target)) return;
      if (isPress(event) && !isTask(event.target)) return;
      const deed = found(event);
      if (deed !== undefined) {
        event.preventDefault();
        // What is done is done with the task that the keyboard is at.
        const isKept = ESCAPE.has(event.key) || stage.getState().several;
        if (!chosen.includes(here) && !isKept) editor.choose([here]);
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
      if (stage.getState().several) {
        go(to);
        return;
      }
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
  readonly look?: NonNullable<Props["look"]>;
};

const ESCAPE = new Set(["Escape", "x", "X", " ", "Enter"]);

/** What a key does: alone, as a single letter that can be switched off, or held with Ctrl or ⌘. */
function keyedDeeds({ deeds, stage, graph, fold, choose, openPalette, editor, look }: Keyed) {
  const isSeveral = () => stage.getState().several;
  const toggle = (here: string) => {
    const next = toggled(deeds.chosen(), here);
    editor.choose(next);
    deeds.hear(say("drawing.chosen", { count: next.length }));
  };
  const plain: Readonly<Record<string, Deed>> = {
    Delete: () => deeds.remove(),
    Backspace: () => deeds.remove(),
    F2: (here) => stage.setState({ renaming: here }),
    Insert: openPalette,
    Enter: (here) => {
      if (isSeveral()) toggle(here);
      else {
        editor.choose([here]);
        toPanel();
      }
    },
    " ": (here) => (isSeveral() ? toggle(here) : choose([here])),
    Escape: () => {
      if (!isSeveral()) editor.choose([]);
      deeds.chooseSeveral(false);
    },
  };
  const single: Readonly<Record<string, Deed>> = {
    "+": openPalette,
    m: () => stage.setState({ moving: true }),
    x: (here) => {
      deeds.chooseSeveral(!isSeveral());
      if (isSeveral() && !deeds.chosen().includes(here)) toggle(here);
    },
    ...(look && { "0": look.whole, i: look.nearer, o: look.farther }),
    f: (here) => {
      const node = tasksIn(graph).find(({ id }) => id === here);
      if (node === undefined || !foldable(node)) return;
      fold(here, node.container);
      const words = node.container ? "drawing.heard.folded" : "drawing.heard.unfolded";
      deeds.hear(say(words, { name: taskName(node) }));
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
  return (event: KeyboardEvent): Deed | undefined => {
    const { ctrlKey, metaKey, altKey, shiftKey } = event;
    if (altKey) return undefined;
    const key = event.key.length === 1 ? nameOf(event.nativeEvent) : event.key;
    if (ctrlKey || metaKey) return held[shiftKey ? key : lower(key)];
    return plain[key] ?? (singleKeysAreOff() ? undefined : single[lower(key)]);
  };
}

function lower(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** What presses a button presses this one, where it isn't the task itself. */
function isPress({ key }: KeyboardEvent): boolean {
  return key === "Enter" || key === " ";
}

function isTask(target: EventTarget): boolean {
  return target instanceof Element && target.matches("[data-task][role=button], [data-entry]");
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

/** By the keyboard there is no pointer; the menu opens at the task. */
export function menuAt({ clientX, clientY, target }: MouseEvent) {
  if (clientX !== 0 || clientY !== 0) return { x: clientX, y: clientY };
  const { left, bottom } = (target as Element).getBoundingClientRect();
  return { x: left, y: bottom };
}
