/**
 * Where in the picture something can be put: each place with its point on the plane.
 *
 * Never: looked for while somebody drags; they are known before.
 */
import type { Layout, Line, Point } from "../../canvas/layout";
import { outermost } from "../../model/editing/items";
import { BRANCHES, type Place, placeOn } from "../../model/editing/ways";
import { type Graph, START } from "../../model/graphTypes";
import type { Json } from "../../model/json";
import { vacantIn } from "./folding";
import { namesOf } from "./stable";

export type Spot = Point & {
  readonly id: string;
  readonly place: Place;
  /** Between which nodes it lies; inside a box it is only that one. */
  readonly between: readonly [source: string, target: string];
  readonly inside: boolean;
  /** Beside a branch, where another one can stand. */
  readonly beside?: boolean;
};

const ROOM = 11;
/** Between two branches, and between the last one and the wall of its fork. */
const BESIDE = 12;
const BESIDE_DOWN = 20;

export function spotsOf(document: Json, graph: Graph, layout: Layout): readonly Spot[] {
  const name = namesOf(graph);
  const onWays = layout.lines.flatMap((line): Spot[] => {
    const { edge } = line;
    const place = placeOn(document, edge);
    const at = pointOn(line);
    if (place === undefined || at === undefined) return [];
    const id = `${name(edge.source)}>${edge.id.slice(edge.source.length)}>${name(edge.target)}`;
    return [{ id, place, ...at, between: [edge.source, edge.target], inside: false }];
  });
  const shown = new Set(graph.nodes.filter(({ container }) => !container).map(({ id }) => id));
  const inBoxes = [...vacantIn(document)].flatMap(([owner, list]): Spot[] => {
    const box = layout.boxes.get(owner);
    if (box === undefined || !shown.has(owner)) return [];
    const at = { x: box.x + box.width - 18, y: box.y + box.height - 15 };
    const place = { list, index: 0 };
    return [{ id: `${name(owner)}:in`, place, ...at, between: [owner, owner], inside: true }];
  });
  return [...onWays, ...inBoxes, ...besideBranches(graph, layout, name)];
}

/** Before the first branch of a fork, and behind each. */
function besideBranches(graph: Graph, layout: Layout, name: (id: string) => string): Spot[] {
  const counts = new Map<string, number>();
  return graph.nodes.flatMap(({ id, parent }): Spot[] => {
    const list = id.replace(/\/\d+\/[^/]*$/, "");
    const box = layout.boxes.get(id);
    if (parent === undefined || !list.endsWith(BRANCHES) || box === undefined) return [];
    const index = counts.get(list) ?? 0;
    counts.set(list, index + 1);
    const y = box.y + BESIDE_DOWN;
    const spot = (at: number, x: number, between: Spot["between"]): Spot => ({
      id: `${name(parent)}:${at}`,
      place: { list, index: at },
      ...{ x, y, between, inside: false, beside: true },
    });
    const behind = spot(index + 1, box.x + box.width + BESIDE, [id, parent]);
    return index === 0 ? [spot(0, box.x - BESIDE, [parent, id]), behind] : [behind];
  });
}

/** Behind the name of a way; else on the piece of it that no other way shares. */
function pointOn({ edge, points, label }: Line): Point | undefined {
  if (label !== undefined) {
    const x = label.x + label.width / 2;
    const below = points.some((point) => point.y > label.y + label.height + 2);
    return { x, y: below ? label.y + label.height + ROOM : label.y - ROOM };
  }
  const isEntry = edge.source === START || edge.source.endsWith("#entry");
  const [from, to] = isEntry ? points.slice(-2) : points;
  if (from === undefined || to === undefined) return undefined;
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

/** Those onto which these tasks can be dropped: not into themselves, not where they are. */
export function openFor(spots: readonly Spot[], pointers: readonly string[]): readonly Spot[] {
  const moved = new Set(outermost(pointers));
  const [only] = moved.size === 1 ? [...moved] : [];
  return spots.filter(({ place, between: [source, target], inside, beside }) => {
    const { list, branch, way, index } = place;
    if (isWithin(list, moved)) return false;
    if (branch !== undefined) return !moved.has(branch);
    if (beside === true) return !(only !== undefined && isThere(only, list, index));
    if (way !== undefined) return !moved.has(source) && !moved.has(target);
    return inside || only === undefined || (source !== only && target !== only);
  });
}

/** Whether this one stands there already, before or behind the place. */
function isThere(pointer: string, list: string, index: number): boolean {
  const at = pointer.startsWith(`${list}/`) ? pointer.slice(list.length + 1).split("/") : [];
  return at.length === 2 && (Number(at[0]) === index || Number(at[0]) === index - 1);
}

function isWithin(list: string, moved: ReadonlySet<string>): boolean {
  for (let up = list.length; up > 0; up = list.lastIndexOf("/", up - 1))
    if (moved.has(list.slice(0, up))) return true;
  return false;
}

/** The one that lies nearest, within this distance. */
export function nearest(spots: readonly Spot[], at: Point, within: number): Spot | undefined {
  let best: Spot | undefined;
  let least = within * within;
  for (const spot of spots) {
    const distance = (spot.x - at.x) ** 2 + (spot.y - at.y) ** 2;
    if (distance > least) continue;
    least = distance;
    best = spot;
  }
  return best;
}
