/**
 * Moves the picture in its window.
 *
 * Never: further than is needed to show what was asked for, or in motion for who wants none.
 */
import { useReducedMotion } from "@mantine/hooks";
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useMemo } from "react";

import { START } from "../model/graphTypes";
import type { Layout } from "./layout";
import type { Size } from "./sizes";
import { firstView, type View, viewWith, wholeView } from "./views";

const MOTION_MS = 150;

export type Viewing = {
  /** As the picture is seen at first. */
  readonly begin: () => void;
  /** The same with this box in it. */
  readonly beginAt: (id: string | undefined) => void;
  readonly whole: () => void;
  readonly show: (id: string) => void;
};

export function useView(root: RefObject<HTMLElement | null>, layout: Layout): Viewing {
  const { getViewport, setViewport } = useReactFlow();
  const duration = useReducedMotion() ? 0 : MOTION_MS;
  return useMemo(() => {
    const move = (view: View, ms: number) => void setViewport(view, { duration: ms });
    const beginAt = (id: string | undefined) => {
      const view = firstView(layout, sizeOf(root), layout.boxes.get(START));
      const box = id === undefined ? undefined : layout.boxes.get(id);
      move(box === undefined ? view : viewWith(view, box, sizeOf(root)), 0);
    };
    return {
      begin: () => beginAt(undefined),
      beginAt,
      whole: () => move(wholeView(layout, sizeOf(root)), duration),
      show: (id) => {
        const box = layout.boxes.get(id);
        const view = getViewport();
        if (box !== undefined) move(viewWith(view, box, sizeOf(root)), duration);
      },
    };
  }, [root, layout, duration, getViewport, setViewport]);
}

function sizeOf({ current }: RefObject<HTMLElement | null>): Size {
  return { width: current?.clientWidth ?? 0, height: current?.clientHeight ?? 0 };
}
