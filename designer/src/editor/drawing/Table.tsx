/**
 * The board with the palette beside it, and what is dragged from one to the other.
 *
 * Never: a place looked for in the page; where things can be put is known from the layout.
 */
import { useReactFlow } from "@xyflow/react";
import { type PointerEvent, type RefObject, useCallback, useMemo, useRef } from "react";

import type { Point } from "../../canvas/layout";
import type { Arranged } from "../../canvas/useLayout";
import { nameOf } from "../../canvas/sentences";
import type { View } from "../../canvas/views";
import { isTask } from "../../model/graphTypes";
import { useEditing, useEditor } from "../useEditor";
import { Board } from "./Board";
import type { Choice } from "./choices";
import type { Deeds } from "./deeds";
import { placeAfter } from "./placing";
import { grab, type Ground } from "./dragging";
import styles from "./Drawing.module.css";
import { hold } from "./holding";
import { documentOf } from "./folding";
import { openFor, type Spot, spotsOf } from "./places";
import { SidePalette } from "./SidePalette";
import { type Dragged, useStageStore } from "./stage";

type Props = {
  readonly arranged: Arranged;
  readonly isNewest: boolean;
  readonly deeds: Deeds;
  readonly isStale: boolean;
  readonly hasPalette: boolean;
};

export function Table({ arranged, isNewest, deeds, isStale, hasPalette }: Props) {
  const { graph, layout } = arranged;
  const editor = useEditor();
  const isReadOnly = useEditing(({ readOnly }) => readOnly);
  const root = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const spots = useMemo(
    () => (isReadOnly ? [] : spotsOf(documentOf(graph), graph, layout)),
    [graph, layout, isReadOnly],
  );
  const start = useStart({ root, ghost, spots, deeds });
  const onGrab = useCallback(
    (event: PointerEvent, pointer: string) => {
      const node = graph.nodes.find(({ id }) => id === pointer);
      if (node === undefined || !isTask(node) || node.kind === "catch") return;
      const chosen = deeds.chosen();
      const pointers = chosen.includes(pointer) ? chosen : [pointer];
      start(event, { kind: "tasks", pointers, name: nameOf(node) });
    },
    [graph, deeds, start],
  );
  const onGrabNew = useCallback(
    (choice: Choice, event: PointerEvent) => {
      if (event.button !== 0) return;
      start(event, { kind: "new", choice, name: choice.title });
    },
    [start],
  );
  const onTake = useCallback(
    (choice: Choice) => {
      const place = placeAfter(editor.state.getState().draft, deeds.chosen().at(-1));
      deeds.insert(place, choice);
    },
    [editor, deeds],
  );
  return (
    <div className={styles["table"]} data-beside={(hasPalette && !isStale) || undefined}>
      {hasPalette && !isStale && <SidePalette onTake={onTake} onGrab={onGrabNew} />}
      <Board
        root={root}
        ghost={ghost}
        arranged={arranged}
        isNewest={isNewest}
        spots={spots}
        isStale={isStale}
        onGrab={onGrab}
      />
    </div>
  );
}

type Starting = {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly ghost: RefObject<HTMLDivElement | null>;
  readonly spots: readonly Spot[];
  readonly deeds: Deeds;
};

function useStart({ root, ghost, spots, deeds }: Starting) {
  const stage = useStageStore();
  const { getViewport, setViewport } = useReactFlow();
  return useCallback(
    ({ nativeEvent }: PointerEvent, dragged: Dragged) => {
      const means = {
        stage,
        view: getViewport,
        pan: (view: View) => void setViewport(view),
        still: (at: Point) => {
          if (dragged.kind !== "tasks") return;
          deeds.choose(dragged.pointers);
          stage.setState({ menu: at });
        },
      };
      startOn({ root, ghost, spots, deeds }, means, { start: nativeEvent, dragged });
    },
    [root, ghost, spots, deeds, stage, getViewport, setViewport],
  );
}

type Means = Pick<Ground, "stage" | "view" | "pan" | "still">;
type Started = { readonly start: Parameters<typeof grab>[0]; readonly dragged: Dragged };

function startOn(
  { root, ghost, spots, deeds }: Starting,
  means: Means,
  { start, dragged }: Started,
) {
  if (root.current === null || !deeds.canEdit()) return;
  const ground: Ground = {
    ...means,
    root: root.current,
    ghost: ghost.current,
    open: (one) => (one.kind === "new" ? spots : openFor(spots, one.pointers)),
    drop: ({ place }, one) => {
      if (one.kind === "new") deeds.insert(place, one.choice);
      else deeds.move(place, one.pointers);
    },
  };
  if (start.pointerType === "touch") hold(start, () => grab(start, ground, dragged, true));
  else grab(start, ground, dragged);
}
