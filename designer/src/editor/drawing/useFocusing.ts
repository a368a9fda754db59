/**
 * After an edit the keyboard is at what was edited, once that is drawn.
 *
 * Never: taken from what has opened meanwhile, such as the palette, or from a field elsewhere in
 * which somebody types already.
 */
import { type RefObject, useEffect, useRef } from "react";

import type { Graph } from "../../model/graphTypes";
import { useChosen } from "../useEditor";
import { type StageStore, useStage, useStageStore } from "./stage";

/** What closes may give the keyboard to something that is gone, and only then. */
const CLOSED_MS = 200;

/** `mark` is the attribute by which the element of a task is found; no graph, not drawn yet. */
export function useFocusing(
  root: RefObject<HTMLElement | null>,
  mark: "data-task" | "data-entry" | "data-first",
  graph: Graph | undefined,
): void {
  const stage = useStageStore();
  const chosen = useChosen().at(-1);
  const focusing = useStage((one) => one.focusing);
  useEffect(() => {
    if (!focusing || graph === undefined) return undefined;
    const frame = requestAnimationFrame(() => {
      const { palette, menu, renaming, moving } = stage.getState();
      stage.setState({ focusing: false });
      if (palette !== undefined || menu !== undefined || renaming !== undefined || moving) return;
      if (isTyping(root.current)) return;
      const at = `[${mark}="${CSS.escape(chosen ?? "")}"]`;
      const { current } = root;
      const found = current?.querySelector<HTMLElement>(at) ?? current?.querySelector(`[${mark}]`);
      if (!(found instanceof HTMLElement)) return;
      found.focus({ preventScroll: true });
      setTimeout(() => isLost() && found.focus({ preventScroll: true }), CLOSED_MS);
    });
    return () => cancelAnimationFrame(frame);
  }, [root, mark, stage, focusing, graph, chosen]);
}

/** To draw takes a moment, and the panel is filled in meanwhile. */
function isTyping(drawing: HTMLElement | null): boolean {
  const field = document.activeElement?.closest("input, textarea, [contenteditable='true']");
  return field instanceof Element && drawing?.contains(field) !== true;
}

/** When what had the keyboard is gone after a change, such as an undo, it goes to what is chosen. */
export function useNotLost(stage: StageStore, graph: Graph): void {
  const before = useRef(graph);
  useEffect(() => {
    if (before.current === graph) return;
    before.current = graph;
    if (isLost()) stage.setState({ focusing: true });
  }, [stage, graph]);
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
