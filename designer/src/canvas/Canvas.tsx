/**
 * The picture itself: nodes and ways on a plane that can be moved and zoomed.
 *
 * Never: the page's scroll taken from it. A wheel scrolls the page and zooms with Ctrl; one finger
 * scrolls the page, two move the picture, and one does when that is switched on.
 */
import "@xyflow/react/dist/base.css";

import { MiniMap, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import { useEffect, useId, useMemo, useRef, useState } from "react";

import { say } from "../words";
import styles from "./Canvas.module.css";
import { drawn, NODE_TYPES } from "./nodes";
import type { Size } from "./sizes";
import { Tools } from "./Tools";
import type { Arranged } from "./useLayout";
import { useOneFinger } from "./useOneFinger";
import { useView } from "./useView";
import { useWalk } from "./useWalk";
import { LEAST_ZOOM, MOST_ZOOM } from "./views";
import { tasksIn } from "./walk";
import { Ways } from "./Ways";

/** From so many tasks on, an overview helps to find one's way; a long thread it can't show. */
const MAP_FROM = 40;
const MAP_SLIMMEST = 0.2;

type Props = {
  readonly arranged: Arranged;
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: ((pointer: string) => void) | undefined;
  /** What is seen at first, if nothing is chosen. */
  readonly first: string | undefined;
};

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Plane {...props} />
    </ReactFlowProvider>
  );
}

function Plane({ arranged: { graph, layout }, label, selected, onSelect, first }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const hint = useId();
  const [moving, setMoving] = useState(false);
  const { beginAt, whole, show } = useView(root, layout);
  const chosen = onSelect !== undefined;
  const nodes = useMemo(() => drawn(graph, layout, chosen), [graph, layout, chosen]);
  const tasks = useMemo(() => tasksIn(graph), [graph]);
  const walking = useWalk({ root, tasks, onSelect, onArrive: show });
  useOneFinger(root, moving);
  useEffect(() => {
    if (selected !== undefined) show(selected);
  }, [selected, show]);
  return (
    <div ref={root} className={styles["canvas"]} data-moving={moving || undefined} {...walking}>
      <p id={hint} hidden>
        {say("canvas.keys")}
      </p>
      <ReactFlow
        aria-label={label}
        aria-describedby={hint}
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        onInit={() => beginAt(selected ?? first)}
        {...READ_ONLY}
      >
        <Ways graph={graph} layout={layout} />
        <Overview count={tasks.length} size={layout} />
      </ReactFlow>
      <Tools onFit={whole} moving={moving} onMoving={setMoving} />
    </div>
  );
}

type OverviewProps = { readonly count: number; readonly size: Size };

/** All of the picture in a corner, where it helps. */
export function Overview({ count, size }: OverviewProps) {
  if (count <= MAP_FROM || slimness(size) <= MAP_SLIMMEST) return null;
  return (
    <MiniMap
      className={styles["map"] ?? ""}
      position="bottom-left"
      ariaLabel={say("canvas.map")}
      nodeClassName={({ type = "" }) => styles[`map-${type}`] ?? ""}
      pannable
    />
  );
}

function slimness({ width, height }: Size): number {
  return Math.min(width, height) / Math.max(width, height);
}

/** Of the plane nothing is used but that it moves and zooms. */
export const READ_ONLY = {
  minZoom: LEAST_ZOOM,
  maxZoom: MOST_ZOOM,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  zoomOnScroll: false,
  zoomOnDoubleClick: false,
  preventScrolling: false,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  deleteKeyCode: null,
  panActivationKeyCode: null,
  proOptions: { hideAttribution: true },
} as const;
