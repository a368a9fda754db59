/**
 * A graph after an edit, in which what is as it was stays the same object; so most boxes needn't be
 * drawn anew.
 *
 * Never: a graph that says something else than the one that it was given.
 */
import type { Graph } from "./graphTypes";

export function keptGraph(before: Graph | undefined, next: Graph): Graph {
  if (before === undefined) return next;
  return { nodes: kept(before.nodes, next.nodes), edges: kept(before.edges, next.edges) };
}

function kept<T extends { readonly id: string }>(before: readonly T[], next: readonly T[]): T[] {
  const known = new Map(before.map((one) => [one.id, one]));
  return next.map((one) => {
    const was = known.get(one.id);
    return was !== undefined && JSON.stringify(was) === JSON.stringify(one) ? was : one;
  });
}
