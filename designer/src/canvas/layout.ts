/**
 * Where everything stands: each list of tasks piece by piece, each container around what stands in
 * it, from the innermost to the outermost.
 *
 * The engine is asked for the pieces in which ways part or join, and for each shape once: most of a
 * process goes straight down. Laid out as one, a process of 300 tasks took it a second, with every
 * edit.
 *
 * Never: a measure of the page.
 */
import type { Graph, GraphEdge, GraphNode } from "../model/graphTypes";
import { groupBy } from "../model/groups";
import { bundled } from "./bundle";
import { type Ask, place, type PlacedPiece } from "./engine";
import { piecesOf, type Piece } from "./pieces";
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
/** A part, from its own upper left corner. */
export type Placed = Layout;

/** What stands in a container keeps this distance to its walls. */
const WALL = 20;
const NOTHING: Placed = { width: 0, height: 0, boxes: new Map(), lines: [] };

export async function layoutOf(graph: Graph, sizes: Sizes, ask: Ask): Promise<Layout> {
  const plan = new Plan(graph, sizes, ask);
  const { width, height, boxes, lines } = beside(await plan.list(plan.inside(undefined)));
  return { width, height, boxes, lines: bundled(lines) };
}

class Plan {
  private readonly sizes: Sizes;
  private readonly ask: Ask;
  private readonly children: ReadonlyMap<string | undefined, readonly GraphNode[]>;
  private readonly outgoing: ReadonlyMap<string, readonly GraphEdge[]>;

  constructor({ nodes, edges }: Graph, sizes: Sizes, ask: Ask) {
    this.sizes = sizes;
    this.ask = ask;
    this.children = groupBy(nodes, ({ parent }) => parent);
    this.outgoing = groupBy(edges, ({ source }) => source);
  }

  inside(id: string | undefined): readonly GraphNode[] {
    return this.children.get(id) ?? [];
  }

  /** The nodes of one list with all that stands in them. */
  async list(nodes: readonly GraphNode[]): Promise<Placed> {
    if (nodes.length === 0) return NOTHING;
    const containers = nodes.filter(({ id }) => this.children.has(id));
    const placed = await Promise.all(containers.map((node) => this.container(node)));
    const inner = new Map(containers.map(({ id }, index) => [id, placed[index] ?? NOTHING]));
    const edges = nodes.flatMap(({ id }) => this.outgoing.get(id) ?? []);
    const { label } = this.sizes;
    const node = (one: GraphNode): Size => {
      const { width, height } = inner.get(one.id) ?? this.sizes.node(one);
      return { width, height };
    };
    const pieces = piecesOf(nodes, edges, (edge) => label(edge) !== undefined);
    const all = await Promise.all(pieces.map((piece) => place(piece, { node, label }, this.ask)));
    return filled(stacked(pieces, all), inner);
  }

  private async container(node: GraphNode): Promise<Placed> {
    const nodes = this.inside(node.id);
    const caught = nodes.find(({ kind }) => kind === "catch");
    const head = this.sizes.node(node);
    const list = await this.list(nodes.filter((one) => one !== caught));
    if (caught === undefined) return around(head, list, 0);
    const hasBody = this.children.has(caught.id);
    const size = this.sizes.node(caught);
    const below = hasBody ? await this.container(caught) : { ...NOTHING, ...size };
    // What is caught hangs below what is tried, as wide as the whole.
    const whole = around(head, list, below.width);
    const { width, height } = whole;
    const box = { x: 0, y: height, width, height: below.height };
    const shift = (width - below.width) / 2;
    return {
      width,
      height: height + below.height,
      boxes: new Map([...whole.boxes, [caught.id, box], ...moved(below, shift, height).boxes]),
      lines: [...whole.lines, ...moved(below, shift, height).lines],
    };
  }
}

function around(head: Size, list: Placed, least: number): Placed {
  const width = Math.max(head.width, list.width + (list.width > 0 ? 2 * WALL : 0), least);
  const inner = moved(list, (width - list.width) / 2, head.height);
  return { ...inner, width, height: head.height + list.height };
}

/** With walls at its sides. */
function beside(list: Placed): Placed {
  return { ...moved(list, WALL, 0), width: list.width + 2 * WALL, height: list.height };
}

/** One piece below the other, so that the way from each to the next goes straight. */
function stacked(pieces: readonly Piece[], placed: readonly PlacedPiece[]): Placed {
  const boxes = new Map<string, Box>();
  const lines: Line[] = [];
  let [left, right, bottom] = [Infinity, -Infinity, 0];
  let way: { readonly edge: GraphEdge | undefined; readonly points: readonly Point[] } | undefined;
  placed.forEach((piece, index) => {
    const end = way?.points.at(-1);
    const x = end === undefined ? 0 : end.x - piece.first.x;
    const y = end?.y ?? 0;
    const { boxes: own, lines: ways } = moved(piece, x, y);
    for (const [id, box] of own) boxes.set(id, box);
    if (way?.edge !== undefined) {
      const to = { x: x + piece.first.x, y: y + piece.first.y };
      lines.push({ edge: way.edge, points: [...way.points.slice(0, -1), to], label: undefined });
    }
    lines.push(...ways);
    [left, right] = [Math.min(left, x), Math.max(right, x + piece.width)];
    bottom = y + piece.height;
    way = { edge: pieces[index]?.onward?.edge, points: piece.out.map((one) => shifted(one, x, y)) };
  });
  return {
    ...moved({ width: 0, height: 0, boxes, lines }, -left, 0),
    width: right - left,
    height: bottom,
  };
}

/** With what stands in its containers. */
function filled(list: Placed, inner: ReadonlyMap<string, Placed>): Placed {
  const boxes = new Map(list.boxes);
  const lines: Line[] = [];
  for (const [id, part] of inner) {
    const { x = 0, y = 0 } = list.boxes.get(id) ?? {};
    const there = moved(part, x, y);
    for (const [name, box] of there.boxes) boxes.set(name, box);
    lines.push(...there.lines);
  }
  return { ...list, boxes, lines: [...lines, ...list.lines] };
}

function moved(part: Placed, x: number, y: number): Placed {
  if (x === 0 && y === 0) return part;
  const boxes = [...part.boxes].map(
    ([id, box]) => [id, { ...box, ...shifted(box, x, y) }] as const,
  );
  const lines = part.lines.map(({ edge, points, label }) => ({
    edge,
    points: points.map((point) => shifted(point, x, y)),
    label: label && { ...label, ...shifted(label, x, y) },
  }));
  return { ...part, boxes: new Map(boxes), lines };
}

function shifted(at: Point, x: number, y: number): Point {
  return { x: at.x + x, y: at.y + y };
}
