/**
 * A name for each node that stays while the lists before it change: the names on the way to it,
 * without their places.
 *
 * Never: one name for two nodes; of namesakes in a list each further one is numbered.
 */
import type { Graph } from "../../model/graphTypes";

const known = new WeakMap<Graph, ReadonlyMap<string, string>>();

export function namesOf(graph: Graph): (pointer: string) => string {
  const names = known.get(graph) ?? made(graph);
  known.set(graph, names);
  return (pointer) => names.get(pointer) ?? pointer;
}

function made(graph: Graph): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id } of graph.nodes) {
    const plain = id.replaceAll(/\/(?:0|[1-9]\d*)(?=\/|$)/g, "");
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}~${number}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
