/**
 * After an edit the keyboard is at what was edited, once that is drawn.
 *
 * Never: taken from what has opened meanwhile, such as the palette or a field.
 */
import { type RefObject, useEffect } from "react";

import type { Graph } from "../../model/graphTypes";
import { useChosen } from "../useEditor";
import { useStage, useStageStore } from "./stage";

/** `mark` is the attribute by which the element of a task is found; no graph, not drawn yet. */
export function useFocusing(
  root: RefObject<HTMLElement | null>,
  mark: "data-task" | "data-entry",
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
      const at = chosen === undefined ? `[${mark}]` : `[${mark}="${CSS.escape(chosen)}"]`;
      root.current?.querySelector<HTMLElement>(at)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [root, mark, stage, focusing, graph, chosen]);
}
