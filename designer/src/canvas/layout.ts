/**
 * Where everything stands: a graph as the layout engine wants it, and back.
 *
 * Never: the engine itself; it works in a worker, and this knows only its data.
 */
import type { ElkExtendedEdge, ElkNode, ElkPoint, LayoutOptions } from "elkjs/lib/elk-api";

import type { Graph, GraphEdge, GraphNode } from "../model/graphTypes";
import { groupBy } from "../model/groups";
import { bundled } from "./bundle";
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

const STACKED: LayoutOptions = {
  "elk.layered.spacing.nodeNodeBetweenLayers": "0",
  "elk.layered.spacing.edgeNodeBetweenLayers": "0",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "0",
};

const PLACE: Readonly<Partial<Record<GraphNode["kind"], string>>> = {
  start: "FIRST_SEPARATE",
  entry: "FIRST_SEPARATE",
  end: "LAST_SEPARATE",
  exit: "LAST_SEPARATE",
};

/** As the engine reads it. */
export function toElk(graph: Graph, sizes: Sizes): ElkNode {
  const inside = groupBy(graph.nodes, ({ parent }) => parent ?? ROOT);
  const outgoing = groupBy(graph.edges, ({ source }) => source);
  const places = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const leadsBack = ({ source, target }: GraphEdge) =>
    (places.get(target) ?? 0) <= (places.get(source) ?? 0);
  const out = (id: string) => [
    ...(outgoing.get(id) ?? []).map((edge) => edge.id),
    `${id}${UNSEEN}`,
  ];
  const bodyOf = (nodes: readonly GraphNode[]) => {
    const edges = nodes.flatMap(({ id }) => outgoing.get(id) ?? []);
    const back = new Set(edges.filter(leadsBack));
    return {
      children: nodes.map(boxOf),
      edges: [
        ...edges.map((edge) => elkEdge(edge, back.has(edge), sizes.label(edge))),
        ...unseen(nodes, edges),
      ],
    };
  };
  const boxOf = (node: GraphNode): ElkNode => {
    const { id } = node;
    const size = sizes.node(node);
    const nodes = inside.get(id) ?? [];
    const caught = nodes.find(({ kind }) => kind === "catch");
    if (nodes.length === 0) return { ...box(id, out(id), PLACE[node.kind]), ...size };
    const body =
      caught === undefined
        ? { ...bodyOf(nodes), layoutOptions: padded(size.height, size) }
        : tryOf(id, size, nodes, caught);
    const outer = box(id, out(id), undefined);
    return { ...outer, ...body, layoutOptions: { ...outer.layoutOptions, ...body.layoutOptions } };
  };
  /** What is tried, and below it what is caught. */
  const tryOf = (id: string, size: Size, nodes: readonly GraphNode[], caught: GraphNode) => {
    const tried = nodes.filter((node) => node !== caught);
    const below = boxOf(caught);
    const layoutOptions = { ...padded(size.height, size, 0), ...STACKED };
    if (tried.length === 0) return { children: [below], layoutOptions };
    const body = { ...box(id + TRIED, [id + TRIED + UNSEEN], undefined), ...bodyOf(tried) };
    Object.assign(body.layoutOptions, padded(0, { ...size, height: 1 }));
    return { children: [body, below], edges: [order(body.id, below.id)], layoutOptions };
  };
  return { id: ROOT, ...bodyOf(inside.get(ROOT) ?? []), layoutOptions: padded(0, undefined) };
}

/** Ways come in above and leave below; those that lead back come and leave at the side. */
type Side = "NORTH" | "SOUTH" | "EAST";

function box(id: string, out: readonly string[], layer: string | undefined) {
  const port = (name: string, side: Side) => ({
    id: name,
    layoutOptions: { "elk.port.side": side },
  });
  return {
    id,
    ports: [
      port(inward(id), "NORTH"),
      port(again(id), "EAST"),
      port(back(id), "EAST"),
      // One for each way, so that the engine keeps their order; all of them in one place.
      ...out.map((edge) => port(outward(edge), "SOUTH")),
    ],
    layoutOptions: {
      "elk.portConstraints": "FIXED_SIDE",
      ...(layer && { "elk.layered.layering.layerConstraint": layer }),
    },
  };
}
const inward = (id: string) => `${id}>in`;
const again = (id: string) => `${id}>again`;
const back = (id: string) => `${id}>back`;
const outward = (edge: string) => `${edge}>out`;

function padded(top: number, least: Size | undefined, wall = WALL): LayoutOptions {
  return {
    "elk.padding": `[top=${top},left=${wall},bottom=0,right=${wall}]`,
    ...(least && {
      "elk.nodeSize.constraints": "MINIMUM_SIZE",
      "elk.nodeSize.minimum": `(${least.width},${least.height})`,
    }),
  };
}

function elkEdge(edge: GraphEdge, leadsBack: boolean, label: Size | undefined): ElkExtendedEdge {
  return {
    id: edge.id,
    sources: [leadsBack ? back(edge.source) : outward(edge.id)],
    targets: [leadsBack ? again(edge.target) : inward(edge.target)],
    ...(label && { labels: [{ id: `${edge.id}#label`, text: edge.id, ...label }] }),
  };
}

/** What no edge leads to stands below what stands before it in the document. */
function unseen(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): ElkExtendedEdge[] {
  const reached = new Set(edges.map(({ target }) => target));
  return nodes.flatMap(({ id }, index) => {
    const before = nodes[index - 1];
    return before === undefined || reached.has(id) ? [] : [order(before.id, id)];
  });
}

function order(above: string, below: string): ElkExtendedEdge {
  return { id: below + UNSEEN, sources: [outward(above + UNSEEN)], targets: [inward(below)] };
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
