/**
 * A piece of a list as the layout engine wants it, and back.
 *
 * Boxes and ways are numbered, so that two pieces of the same shape are one question.
 *
 * Never: the engine itself; it works in a worker, and this knows only its data.
 */
import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api";

import type { GraphEdge, GraphNode } from "../model/graphTypes";
import type { Placed, Point } from "./layout";
import type { Piece, Step } from "./pieces";
import { backward, joinedBy, onward, type Way } from "./ports";
import type { Size } from "./sizes";

/** Between what stands on one another. */
export const GAP = 28;
/** Where the way on leaves a piece. */
const OUT = "out";

export const OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.separateConnectedComponents": "false",
  "elk.portAlignment.default": "CENTER",
  "elk.spacing.portPort": "0",
  "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
  "elk.edgeLabels.inline": "true",
  "elk.alignment": "TOP",
  "elk.spacing.nodeNode": "24",
  "elk.spacing.edgeNode": "20",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.edgeLabel": "0",
  "elk.layered.spacing.nodeNodeBetweenLayers": String(GAP),
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
};

const FIRST = { "elk.layered.layering.layerConstraint": "FIRST_SEPARATE" };
const LAST = { "elk.layered.layering.layerConstraint": "LAST_SEPARATE" };
const PLACE: Readonly<Partial<Record<GraphNode["kind"], LayoutOptions>>> = {
  start: FIRST,
  entry: FIRST,
  end: LAST,
  exit: LAST,
};

export type Measures = {
  readonly node: (node: GraphNode) => Size;
  readonly label: (edge: GraphEdge) => Size | undefined;
};

/** Asks the engine. */
export type Ask = (graph: ElkNode) => Promise<ElkNode>;

/** A piece, and where the way on leaves it. */
export type PlacedPiece = Placed & {
  readonly first: Point;
  readonly out: readonly Point[];
};

export async function place(piece: Piece, measures: Measures, ask: Ask): Promise<PlacedPiece> {
  const [only] = piece.nodes;
  if (only !== undefined && piece.nodes.length === 1 && piece.steps.length === 0)
    return alone(only, measures.node(only));
  return fromElk(piece, await ask(toElk(piece, measures)));
}

/** For one box nobody has to be asked. */
function alone({ id }: GraphNode, { width, height }: Size): PlacedPiece {
  const middle = width / 2;
  return {
    width,
    height,
    boxes: new Map([[id, { x: 0, y: 0, width, height }]]),
    lines: [],
    first: { x: middle, y: 0 },
    out: [
      { x: middle, y: height },
      { x: middle, y: height + GAP },
    ],
  };
}

export function toElk(piece: Piece, measures: Measures): ElkNode {
  const ways = piece.steps.map((step, index) => wayOf(step, index, measures));
  const boxes = piece.nodes.map((node, index) => ({
    id: `n${index}`,
    ...measures.node(node),
    options: PLACE[node.kind] ?? {},
  }));
  if (piece.onward !== undefined) {
    ways.push(onward(OUT, `n${piece.nodes.length - 1}`, OUT));
    boxes.push({ id: OUT, width: 1, height: 1, options: LAST });
  }
  const body = joinedBy(ways, (fasten) =>
    boxes.map(({ id, width, height, options }) => ({ id, width, height, ...fasten(id, options) })),
  );
  return { id: "", ...body };
}

function wayOf({ from, to, edge }: Step, index: number, { label }: Measures): Way {
  const name = edge && label(edge);
  return (to <= from ? backward : onward)(`e${index}`, `n${from}`, `n${to}`, name);
}

function fromElk({ nodes, steps }: Piece, elk: ElkNode): PlacedPiece {
  const found = new Map((elk.children ?? []).map((child) => [child.id, child]));
  const places = nodes.map(({ id }, index) => {
    const { x = 0, y = 0, width = 0, height = 0 } = found.get(`n${index}`) ?? {};
    return [id, { x, y, width, height }] as const;
  });
  const ways = new Map((elk.edges ?? []).map((way) => [way.id, way]));
  const lines = steps.flatMap(({ edge }, index) => {
    const way = ways.get(`e${index}`);
    return edge === undefined || way === undefined ? [] : [{ edge, ...drawn(way) }];
  });
  const box = places[0]?.[1];
  const out = ways.get(OUT);
  return {
    width: elk.width ?? 0,
    height: elk.height ?? 0,
    boxes: new Map(places),
    lines,
    first: box === undefined ? { x: 0, y: 0 } : { x: box.x + box.width / 2, y: box.y },
    out: out === undefined ? [] : drawn(out).points,
  };
}

function drawn({ sections = [], labels = [] }: ElkExtendedEdge) {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }): Point[] => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  const [name] = labels;
  if (name === undefined) return { points, label: undefined };
  const { x = 0, y = 0, width = 0, height = 0 } = name;
  return { points, label: { x, y, width, height } };
}
