/**
 * A list of tasks in pieces: where nothing but one plain way leads on, what stands before it and
 * what stands behind it know nothing of each other.
 *
 * So each piece is laid out by itself, and an edit moves no other.
 *
 * Never: a cut where a way passes by, or one has a name that needs room.
 */
import type { GraphEdge, GraphNode } from "../model/graphTypes";

/** From one place of the list to another; without an edge it only keeps the order. */
export type Step = {
  readonly from: number;
  readonly to: number;
  readonly edge: GraphEdge | undefined;
};

export type Piece = {
  readonly nodes: readonly GraphNode[];
  /** Between these, by their places in this piece. */
  readonly steps: readonly Step[];
  /** What leads on to the next piece, from the last of these; nobody sees it without an edge. */
  readonly onward: Step | undefined;
};

export function piecesOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  isNamed: (edge: GraphEdge) => boolean,
): readonly Piece[] {
  const steps = stepsOf(nodes, edges);
  const crossing = crossingOf(nodes.length, steps);
  const isCut = (last: number) => {
    const [only, ...more] = crossing[last] ?? [];
    if (only === undefined || more.length > 0) return false;
    const isNext = only.from === last && only.to === last + 1;
    return isNext && (only.edge === undefined || !isNamed(only.edge));
  };
  const pieces: Piece[] = [];
  let first = 0;
  for (let last = 0; last < nodes.length; last += 1) {
    const isLast = last === nodes.length - 1;
    if (!isLast && !isCut(last)) continue;
    const [from, to] = [first, last];
    const inside = steps.filter((one) => isIn(one.from, from, to) && isIn(one.to, from, to));
    pieces.push({
      nodes: nodes.slice(from, to + 1),
      steps: inside.map((one) => ({ ...one, from: one.from - from, to: one.to - from })),
      onward: isLast ? undefined : crossing[last]?.[0],
    });
    first = last + 1;
  }
  return pieces;
}

function isIn(place: number, from: number, to: number): boolean {
  return place >= from && place <= to;
}

function stepsOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): readonly Step[] {
  const places = new Map(nodes.map(({ id }, index) => [id, index]));
  const seen = edges.flatMap((edge): Step[] => {
    const [from, to] = [places.get(edge.source), places.get(edge.target)];
    return from === undefined || to === undefined ? [] : [{ from, to, edge }];
  });
  // What no edge leads to stands below what stands before it in the document.
  const reached = new Set(seen.map(({ to }) => to));
  const order = nodes.flatMap((_, to): Step[] =>
    to === 0 || reached.has(to) ? [] : [{ from: to - 1, to, edge: undefined }],
  );
  return [...seen, ...order];
}

/** For each place, what leads past the gap below it, in either direction. */
function crossingOf(count: number, steps: readonly Step[]): readonly (readonly Step[])[] {
  const crossing = Array.from({ length: count }, (): Step[] => []);
  for (const step of steps) {
    const end = Math.max(step.from, step.to);
    for (let at = Math.min(step.from, step.to); at < end; at += 1) crossing[at]?.push(step);
  }
  return crossing;
}
