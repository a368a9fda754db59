/**
 * The plane on which one draws: boxes, ways and the places between them, moved and zoomed.
 *
 * Never: laid out anew while somebody drags; only a changed definition or a fold does that.
 */
import "@xyflow/react/dist/base.css";

import { ReactFlow, useReactFlow } from "@xyflow/react";
import {
  type FocusEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useId,
  useMemo,
} from "react";

import { Overview, READ_ONLY } from "../../canvas/Canvas";
import { drawn, NODE_TYPES } from "../../canvas/nodes";
import { nameOf } from "../../canvas/sentences";
import { Tools } from "../../canvas/Tools";
import type { Arranged } from "../../canvas/useLayout";
import { useView, type Viewing } from "../../canvas/useView";
import { taskAt } from "../../canvas/useWalk";
import { tasksIn } from "../../canvas/walk";
import { Ways } from "../../canvas/Ways";
import { isTask, type Graph } from "../../model/graphTypes";
import { say } from "../../words";
import { useChosen, useEditor } from "../useEditor";
import { useBoard } from "./board";
import styles from "./Drawing.module.css";
import { Ghost } from "./Ghost";
import { useMarkedAt } from "./marks";
import type { Spot } from "./places";
import { lassoed, ranged, toggled } from "./selection";
import { Spots } from "./Spots";
import { useStageStore } from "./stage";
import { namesOf } from "./stable";
import { menuAt, useBoardKeys } from "./useBoardKeys";
import { useFocusing } from "./useFocusing";
import { useLasso } from "./useLasso";
import { useMiddle } from "./useMiddle";
import { useSettle } from "./useSettle";

type Props = {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly ghost: RefObject<HTMLDivElement | null>;
  readonly arranged: Arranged;
  /** Of the newest graph, which may not be laid out yet. */
  readonly isNewest: boolean;
  readonly spots: readonly Spot[];
  readonly isStale: boolean;
  readonly onGrab: (event: PointerEvent, pointer: string) => void;
};

export function Board({ root, ghost, arranged, isNewest, spots, isStale, onGrab }: Props) {
  const { graph, layout } = arranged;
  const hint = useId();
  const chosen = useChosen();
  const { begin, whole, show } = useView(root, layout);
  const nodes = useMemo(() => drawn(graph, layout, true, namesOf(graph)), [graph, layout]);
  const naming = useMemo(() => namingOf(graph), [graph]);
  useSettle(root, arranged, chosen.at(-1));
  useShowing(show, chosen.at(-1));
  useMiddle(root);
  const handlers = useHandlers({ root, arranged, onGrab, show, whole });
  useFocusing(root, "data-task", isNewest ? graph : undefined);
  const { lasso, onMouseDownCapture, ...rest } = handlers;
  return (
    <div
      ref={root}
      className={styles["board"]}
      data-drawing={!isStale || undefined}
      data-stale={isStale || undefined}
      onMouseDownCapture={onMouseDownCapture}
      {...rest}
    >
      <p id={hint} hidden>
        {say("drawing.keys")}
      </p>
      <ReactFlow
        aria-label={say("drawing.picture")}
        aria-describedby={hint}
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        onInit={begin}
        {...PLANE}
      >
        <Ways graph={graph} layout={layout} />
        <Spots spots={spots} nameOf={naming} />
        <Overview count={tasksIn(graph).length} size={layout} />
      </ReactFlow>
      <Tools onFit={whole} />
      <div ref={lasso} className={styles["lasso"]} hidden />
      <Ghost ref={ghost} />
    </div>
  );
}

/** Here the page doesn't scroll, so the wheel moves the picture, and one finger does. */
const PLANE = { ...READ_ONLY, panOnScroll: true, preventScrolling: true } as const;

function namingOf(graph: Graph): (pointer: string) => string {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return (pointer) => {
    const node = nodes.get(pointer);
    if (node === undefined) return "";
    if (isTask(node)) return nameOf(node);
    const isFirst = node.kind === "start" || node.kind === "entry";
    return say(isFirst ? "drawing.theStart" : "drawing.theEnd");
  };
}

function useShowing(show: (id: string) => void, chosen: string | undefined): void {
  const marked = useMarkedAt();
  useEffect(() => {
    if (chosen !== undefined) show(chosen);
  }, [chosen, show]);
  useEffect(() => {
    if (marked !== undefined) show(marked);
  }, [marked, show]);
}

type Handling = Pick<Props, "root" | "arranged" | "onGrab"> & Pick<Viewing, "show" | "whole">;

function useHandlers({ root, arranged: { graph, layout }, onGrab, show, whole }: Handling) {
  const { zoomIn, zoomOut } = useReactFlow();
  const editor = useEditor();
  const stage = useStageStore();
  const chosen = useChosen();
  const { deeds, fold } = useBoard();
  const go = (pointer: string) => {
    const at = `[data-task="${CSS.escape(pointer)}"]`;
    root.current?.querySelector<HTMLElement>(at)?.focus({ preventScroll: true });
  };
  const look = { nearer: () => void zoomIn(), farther: () => void zoomOut(), whole };
  const keys = useBoardKeys({ graph, deeds: need(deeds), fold, go, look });
  const { begin, lasso, onMouseDownCapture } = useLasso(root, (box) =>
    editor.choose(lassoed(graph, layout.boxes, box)),
  );
  return {
    ...keys,
    lasso,
    onMouseDownCapture,
    onPointerDownCapture: ({ pointerType, target, currentTarget }: PointerEvent) => {
      if (pointerType !== "touch" && !isPlane(target)) holdStill(currentTarget);
    },
    onClick: (event: MouseEvent) => {
      const id = taskAt(event.target);
      if (id === undefined) {
        // A press beside the boxes while the plane stands still.
        const isBeside = isPlane(event.target) && !event.shiftKey && !stage.getState().several;
        if (isBeside && chosen.length > 0) editor.choose([]);
        return;
      }
      const isAdded = event.ctrlKey || event.metaKey || stage.getState().several;
      if (isAdded) editor.choose(toggled(chosen, id));
      else editor.choose(event.shiftKey ? ranged(graph, chosen, id) : [id]);
    },
    onDoubleClick: ({ target }: MouseEvent) => {
      const id = taskAt(target);
      if (id !== undefined && deeds?.canEdit() === true && !id.endsWith("/catch"))
        stage.setState({ renaming: id });
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const id = taskAt(event.target);
      if (id === undefined && event.shiftKey && isPlane(event.target)) begin(event);
      const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
      if (id !== undefined && isPlain) onGrab(event, id);
    },
    onFocus: ({ target }: FocusEvent) => {
      const id = taskAt(target);
      if (id !== undefined && target.matches(":focus-visible")) show(id);
    },
    onContextMenu: (event: MouseEvent) => {
      const id = taskAt(event.target);
      if (id === undefined || deeds?.canEdit() !== true) return;
      event.preventDefault();
      if (!chosen.includes(id)) editor.choose([id]);
      stage.setState({ menu: menuAt(event) });
    },
  };
}

/** A press on a box isn't one on the plane below; a finger may move the plane from there too. */
function holdStill({ classList }: Element): void {
  classList.add("nopan");
  const free = () => classList.remove("nopan");
  for (const ended of ["pointerup", "pointercancel"]) addEventListener(ended, free, { once: true });
}

function isPlane(target: EventTarget): boolean {
  return target instanceof Element && target.classList.contains("react-flow__pane");
}

function need<T>(one: T | undefined): T {
  if (one === undefined) throw new Error("The board has no deeds; draw it inside of Drawing.");
  return one;
}
