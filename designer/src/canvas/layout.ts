/**
 * Where everything stands: a graph as the layout engine wants it, and back.
 *
 * Never: the engine itself; it works in a worker, and this knows only its data.
 */
import type { ElkExtendedEdge, ElkNode, ElkPoint, LayoutOptions } from "elkjs/lib/elk-api";

import type { Graph, GraphEdge, GraphNode } from "../model/graphTypes";
import { groupBy } from "../model/groups";
import { bundled } from "./bundle";
import { backward, joinedBy, onward, type Way } from "./ports";
import type { Size, Sizes } from "./sizes";

export type Point = { readonly x: number; readonly y: number };
export type Box = Point & Size;
/** An edge along its points, and the place for what it is called. */
export type Line = {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  readonly label: Box | undefined;
};
/** Everything from the upper left corner of the whole. */
export type Layout = Size & {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly lines: readonly Line[];
};

const ROOT = "";
/** What stands in a container keeps this distance to its walls. */
const WALL = 20;
/** Of a try, what is tried; the engine needs a box around it, the picture doesn't. */
const TRIED = "#tried";
/** Edges that only keep the order: nobody sees them. */
const UNSEEN = "#order";

/** For every container; they are laid out from the innermost to the outermost. */
export const OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
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
  "elk.layered.spacing.nodeNodeBetweenLayers": "28",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
};

const PLACE: Readonly<Partial<Record<GraphNode["kind"], LayoutOptions>>> = {
  start: placed("FIRST_SEPARATE"),
  entry: placed("FIRST_SEPARATE"),
  end: placed("LAST_SEPARATE"),
  exit: placed("LAST_SEPARATE"),
};

function placed(layer: string): LayoutOptions {
  return { "elk.layered.layering.layerConstraint": layer };
}

type Fasten = Parameters<Parameters<typeof joinedBy>[1]>[0];

/** As the engine reads it. */
export function toElk(graph: Graph, sizes: Sizes): ElkNode {
  const inside = groupBy(graph.nodes, ({ parent }) => parent ?? ROOT);
  const outgoing = groupBy(graph.edges, ({ source }) => source);
  const bodyOf = (nodes: readonly GraphNode[]) => {
    const edges = nodes.flatMap(({ id }) => outgoing.get(id) ?? []);
    const ways = [...seen(nodes, edges, sizes), ...unseen(nodes, edges)];
    return joinedBy(ways, (fasten) => nodes.map((node) => boxOf(node, fasten)));
  };
  const boxOf = (node: GraphNode, fasten: Fasten): ElkNode => {
    const { id } = node;
    const size = sizes.node(node);
    const nodes = inside.get(id) ?? [];
    if (nodes.length === 0) return { id, ...size, ...fasten(id, PLACE[node.kind] ?? {}) };
    const caught = nodes.find(({ kind }) => kind === "catch");
    return caught === undefined
      ? { id, ...bodyOf(nodes), ...fasten(id, padded(size.height, size)) }
      : { id, ...tryOf(id, size, nodes, caught), ...fasten(id, stacked(size)) };
  };
  /** What is tried, and below it what is caught. */
  const tryOf = (id: string, size: Size, nodes: readonly GraphNode[], caught: GraphNode) => {
    const tried = nodes.filter((node) => node !== caught);
    if (tried.length === 0) return joinedBy([], (fasten) => [boxOf(caught, fasten)]);
    const above = id + TRIED;
    const least = padded(0, { ...size, height: 1 });
    return joinedBy([onward(caught.id + UNSEEN, above, caught.id)], (fasten) => [
      { id: above, ...bodyOf(tried), ...fasten(above, least) },
      boxOf(caught, fasten),
    ]);
  };
  return { id: ROOT, ...bodyOf(inside.get(ROOT) ?? []), layoutOptions: padded(0, undefined) };
}

function padded(top: number, least: Size | undefined, wall = WALL): LayoutOptions {
  return {
    "elk.padding": `[top=${top},left=${wall},bottom=0,right=${wall}]`,
    ...(least && {
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${least.width},${least.height})`,
    }),
  };
}

/** Boxes on one another, without a gap. */
function stacked(size: Size): LayoutOptions {
  return {
    ...padded(size.height, size, 0),
    "elk.layered.spacing.nodeNodeBetweenLayers": "0",
    "elk.layered.spacing.edgeNodeBetweenLayers": "0",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "0",
  };
}

function seen(nodes: readonly GraphNode[], edges: readonly GraphEdge[], sizes: Sizes): Way[] {
  const places = new Map(nodes.map(({ id }, index) => [id, index]));
  return edges.map((edge) => {
    const { id, source, target } = edge;
    const back = (places.get(target) ?? 0) <= (places.get(source) ?? 0);
    return (back ? backward : onward)(id, source, target, sizes.label(edge));
  });
}

/** What no edge leads to stands below what stands before it in the document. */
function unseen(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Way[] {
  const reached = new Set(edges.map(({ target }) => target));
  return nodes.flatMap(({ id }, index) => {
    const before = nodes[index - 1];
    return before === undefined || reached.has(id) ? [] : [onward(id + UNSEEN, before.id, id)];
  });
}

/** From where the engine has put everything. */
export function fromElk(graph: Graph, elk: ElkNode): Layout {
  const edges = new Map(graph.edges.map((edge) => [edge.id, edge]));
  const known = new Set(graph.nodes.map(({ id }) => id));
  const boxes = new Map<string, Box>();
  const lines: Line[] = [];
  const visit = (node: ElkNode, at: Point, whole: number | undefined) => {
    const { width = 0, height = 0 } = node;
    if (known.has(node.id)) boxes.set(node.id, { ...at, width: whole ?? width, height });
    // The parts of a try are as wide as the try; what stands in them stays in the middle.
    const shift = whole === undefined ? 0 : (whole - width) / 2;
    const inner = { x: at.x + shift, y: at.y };
    for (const edge of node.edges ?? []) {
      const shown = edges.get(edge.id);
      if (shown !== undefined) lines.push(lineOf(shown, edge, inner));
    }
    const children = node.children ?? [];
    for (const child of children) {
      const stacked = child.id === node.id + TRIED || child.id === `${node.id}/catch`;
      const x = stacked ? at.x : inner.x + (child.x ?? 0);
      const all = stacked ? (whole ?? width) : undefined;
      visit(child, { x, y: at.y + (child.y ?? 0) }, all);
    }
  };
  visit(elk, { x: 0, y: 0 }, undefined);
  return { width: elk.width ?? 0, height: elk.height ?? 0, boxes, lines: bundled(lines) };
}

function lineOf(edge: GraphEdge, { sections = [], labels = [] }: ElkExtendedEdge, at: Point): Line {
  const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map((point) => moved(point, at)),
  );
  const [label] = labels;
  if (label === undefined) return { edge, points, label: undefined };
  const { x = 0, y = 0, width = 0, height = 0 } = label;
  return { edge, points, label: { ...moved({ x, y }, at), width, height } };
}

function moved({ x, y }: ElkPoint, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}
