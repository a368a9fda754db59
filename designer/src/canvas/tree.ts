/**
 * A graph as a list in lists, with what each task leads to in words.
 *
 * Never: a word about what is plain: that a task goes on to the one below it.
 */
import { type Graph, type GraphEdge, isTask, type TaskNode } from "../model/graphTypes";
import { groupBy } from "../model/groups";
import { type Sentence, sentencesOf, wayOf } from "./sentences";

export type Tree = {
  readonly start: Sentence | undefined;
  readonly inside: ReadonlyMap<string | undefined, readonly TaskNode[]>;
  readonly ways: ReadonlyMap<string, readonly Sentence[]>;
};

export function treeOf(graph: Graph): Tree {
  const tasks = graph.nodes.filter(isTask);
  const [start] = graph.nodes.slice(0, 1).flatMap(sentencesOf);
  return {
    start,
    inside: groupBy(tasks, ({ parent }) => parent),
    ways: waysOf(graph, tasks),
  };
}

/** Where a task leads, where it isn't simply the next one of its list. */
function waysOf(graph: Graph, tasks: readonly TaskNode[]): Tree["ways"] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const lists = groupBy(
    tasks.filter(({ kind }) => kind !== "catch"),
    ({ parent }) => parent,
  );
  const next = new Map(
    [...lists].flatMap(([parent, list]) => {
      const aside = parent !== undefined && nodes.get(parent)?.kind === "fork";
      return list.map(({ id }, index) => [id, aside ? undefined : list[index + 1]?.id]);
    }),
  );
  const told = graph.edges.filter(({ source, target, kind }) => {
    const to = nodes.get(target);
    if (to === undefined || !next.has(source)) return false;
    const onward = next.get(source) === (isTask(to) ? target : undefined) && to.kind !== "stop";
    return kind !== "next" || !onward;
  });
  const ways = groupBy(told, ({ source }) => source);
  const says = (edge: GraphEdge) => {
    const target = nodes.get(edge.target);
    return target === undefined ? [] : [wayOf(edge, target)];
  };
  return new Map([...ways].map(([source, edges]) => [source, edges.flatMap(says)]));
}
