/**
 * A graph with some of its blocks folded: what stands in them is counted and not shown.
 *
 * Never: a change of the definition; what is folded is a matter of who looks.
 */
import { blocksOf } from "../../model/graphBlocks";
import { type Graph, type GraphNode, isTask } from "../../model/graphTypes";
import { groupBy } from "../../model/groups";
import type { Json } from "../../model/json";

/** Those that hold something can be folded. */
export function foldable({ container, inside }: GraphNode): boolean {
  return container || (inside ?? 0) > 0;
}

/** With the tasks in folded blocks counted, and blocks without any marked. */
export function foldedGraph(graph: Graph, document: Json, folded: ReadonlySet<string>): Graph {
  const children = groupBy(graph.nodes, ({ parent }) => parent);
  const closed = graph.nodes.filter(({ id, container }) => container && folded.has(id));
  const counts = new Map(closed.map(({ id }) => [id, countIn(children, id)]));
  const vacant = vacantIn(document);
  const hidden = new Set<string>();
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    const isHidden =
      node.parent !== undefined && (hidden.has(node.parent) || counts.has(node.parent));
    if (isHidden) hidden.add(node.id);
    else nodes.push(asShown(node, counts.get(node.id), vacant.has(node.id)));
  }
  const edges = graph.edges.filter(
    ({ source, target }) => !hidden.has(source) && !hidden.has(target),
  );
  const shown = { nodes, edges };
  documents.set(shown, document);
  return shown;
}

const documents = new WeakMap<Graph, Json>();

/** The document of which a graph is; a picture that is being laid out is older than the newest. */
export function documentOf(graph: Graph): Json {
  return documents.get(graph) ?? null;
}

function asShown(node: GraphNode, count: number | undefined, isVacant: boolean): GraphNode {
  if (count !== undefined) return { ...node, container: false, inside: count };
  return isVacant && !node.container ? { ...node, inside: 0 } : node;
}

function countIn(
  children: ReadonlyMap<string | undefined, readonly GraphNode[]>,
  id: string,
): number {
  const inside = children.get(id) ?? [];
  return inside.reduce(
    (sum, node) =>
      sum + (isTask(node) && node.kind !== "catch" ? 1 : 0) + countIn(children, node.id),
    0,
  );
}

/** The boxes into which something can be put and in which nothing is, with their lists. */
export function vacantIn(document: Json): ReadonlyMap<string, string> {
  const empty = blocksOf(document).filter(
    ({ items, role }) => items.length === 0 && role !== "document",
  );
  return new Map(
    empty.map(({ pointer, owner = "", role }) => [
      role === "catch" ? `${owner}/catch` : owner,
      pointer,
    ]),
  );
}

/** What has to be unfolded so that these can be seen. */
export function hiding(
  folded: ReadonlySet<string>,
  pointers: readonly string[],
): readonly string[] {
  return [...folded].filter((block) => pointers.some((one) => one.startsWith(`${block}/`)));
}
