/**
 * After an edit the picture stays where one looks: what was edited keeps its place on the screen,
 * and what has to move does so quickly.
 *
 * Never: motion for who wants none.
 */
import { useReducedMotion } from "@mantine/hooks";
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useLayoutEffect, useRef } from "react";

import type { Layout, Point } from "../../canvas/layout";
import type { Arranged } from "../../canvas/useLayout";
import type { Graph } from "../../model/graphTypes";
import { namesOf } from "./stable";

const MOTION_MS = 120;

export function useSettle(
  root: RefObject<HTMLElement | null>,
  { graph, layout }: Arranged,
  chosen: string | undefined,
): void {
  const { getViewport, setViewport } = useReactFlow();
  const isStill = useReducedMotion();
  const before = useRef<Arranged>(undefined);
  const latest = useRef({ isStill, chosen });
  useLayoutEffect(() => {
    latest.current = { isStill, chosen };
  });
  useLayoutEffect(() => {
    const last = before.current;
    before.current = { graph, layout };
    const element = root.current;
    if (last === undefined || element === null || last.layout === layout) return;
    const by = drift(last, { graph, layout }, latest.current.chosen);
    const { x, y, zoom } = getViewport();
    if (!latest.current.isStill) element.toggleAttribute("data-settling", true);
    if (by !== undefined) void setViewport({ x: x - by.x * zoom, y: y - by.y * zoom, zoom });
    const timer = setTimeout(() => element.toggleAttribute("data-settling", false), MOTION_MS + 40);
    return () => clearTimeout(timer);
  }, [root, graph, layout, getViewport, setViewport]);
}

/** How far that has moved which stands before what was edited, and was there already. */
export function drift(
  last: Arranged,
  next: Arranged,
  chosen: string | undefined,
): Point | undefined {
  const old = boxesByName(last.graph, last.layout);
  const name = namesOf(next.graph);
  const nodes = next.graph.nodes;
  const at = nodes.findIndex(({ id }) => id === chosen);
  const order = nodes.slice(0, Math.max(1, at)).reverse();
  for (const { id } of order) {
    const [from, to] = [old.get(name(id)), next.layout.boxes.get(id)];
    if (from !== undefined && to !== undefined) return { x: to.x - from.x, y: to.y - from.y };
  }
  return undefined;
}

function boxesByName(graph: Graph, layout: Layout): ReadonlyMap<string, Point> {
  const name = namesOf(graph);
  return new Map([...layout.boxes].map(([id, box]) => [name(id), box]));
}
