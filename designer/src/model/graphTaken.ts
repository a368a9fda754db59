/**
 * Which ways a run has taken through its process, as far as its tasks tell.
 *
 * Never: a guess. A run's tasks tell when each was entered last; where that leaves it open, as
 * between two cases that lead to the same task, no way counts as taken.
 */
import type { Graph, GraphEdge, GraphNode } from "./graphTypes";
import { groupBy } from "./groups";

/** What a task has become. */
export type Passed = {
  readonly state: string;
  readonly visits: number;
  readonly startedAt?: string;
  readonly endedAt?: string | undefined;
};
export type Tasks = ReadonlyMap<string, Passed>;

/** The ids of the edges. */
export function takenEdges(graph: Graph, tasks: Tasks): ReadonlySet<string> {
  if (tasks.size === 0) return new Set();
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const skips = new Set(
    graph.edges.filter(({ kind }) => kind === "skip").map(({ source }) => source),
  );
  const open = graph.edges.filter((edge) => isOpen(edge, nodes, skips, tasks));
  const toTasks = chosen(
    open.filter(({ target }) => tasks.has(target)),
    nodes,
    tasks,
  );
  return withEnds(graph, open, toTasks, tasks);
}

/** Whether the task that it comes from has ended in a way that leads here. */
function isOpen(
  edge: GraphEdge,
  nodes: ReadonlyMap<string, GraphNode>,
  skips: ReadonlySet<string>,
  tasks: Tasks,
): boolean {
  const source = nodes.get(edge.source);
  if (source?.kind === "start") return true;
  if (source?.kind === "entry") return isEntered(nodes.get(source.parent ?? ""), tasks);
  const state = tasks.get(edge.source)?.state;
  // What was skipped goes on to the next, by an edge of its own where its `then` leads elsewhere.
  if (state === "skipped") return edge.kind === "skip" || !skips.has(edge.source);
  return state === "completed" && edge.kind !== "skip";
}

/** A run doesn't tell of a catch, only of the tasks in it. */
function isEntered(container: GraphNode | undefined, tasks: Tasks): boolean {
  return container !== undefined && (container.kind === "catch" || tasks.has(container.id));
}

/** Into each task as many ways as it was entered, the ones that were open last. */
function chosen(
  open: readonly GraphEdge[],
  nodes: ReadonlyMap<string, GraphNode>,
  tasks: Tasks,
): Set<string> {
  const taken = new Set<string>();
  for (const [target, edges] of groupBy(open, (edge) => edge.target)) {
    const into = tasks.get(target);
    const sources = [...groupBy(edges, ({ source }) => source)]
      .map(([source, ways]) => ({ ways, ended: endOf(source, nodes, tasks) }))
      .filter(({ ended }) => !ended.once || ended.at <= timeOf(into?.startedAt))
      .reverse()
      .sort((one, other) => other.ended.at - one.ended.at);
    for (const { ways } of sources.slice(0, into?.visits))
      if (ways.length === 1 && ways[0] !== undefined) taken.add(ways[0].id);
  }
  return taken;
}

/** When it was possible to go on from here, and whether that was only once. */
function endOf(id: string, nodes: ReadonlyMap<string, GraphNode>, tasks: Tasks) {
  const node = nodes.get(id);
  if (node?.kind === "start") return { at: 0, once: true };
  const container = node?.kind === "entry" ? tasks.get(node.parent ?? "") : undefined;
  const task = tasks.get(id);
  const at = timeOf(container === undefined ? task?.endedAt : container.startedAt);
  return { at, once: (container ?? task)?.visits === 1 };
}

function timeOf(moment: string | undefined): number {
  const time = moment === undefined ? NaN : Date.parse(moment);
  return Number.isNaN(time) ? 0 : time;
}

/** To the ends of lists goes what has ended and went nowhere else. */
function withEnds(
  graph: Graph,
  open: readonly GraphEdge[],
  toTasks: ReadonlySet<string>,
  tasks: Tasks,
): ReadonlySet<string> {
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const parents = new Map(graph.nodes.map(({ id, parent }) => [id, parent]));
  const left = new Set(graph.edges.filter(({ id }) => toTasks.has(id)).map(({ source }) => source));
  const taken = new Set(toTasks);
  const stopped = new Set<string>();
  // Edges come from the innermost outwards; a list in which the run has ended doesn't lead on.
  for (const [source, edges] of groupBy(open, (edge) => edge.source)) {
    const [edge, ...others] = edges.filter(({ target }) => !tasks.has(target) && isEnd(target));
    if (edge === undefined || others.length > 0 || left.has(source) || stopped.has(source))
      continue;
    if (!tasks.has(source)) continue;
    taken.add(edge.id);
    if (kinds.get(edge.target) !== "stop") continue;
    for (let up = parents.get(source); up !== undefined; up = parents.get(up)) stopped.add(up);
  }
  return taken;

  function isEnd(id: string): boolean {
    const kind = kinds.get(id);
    return kind === "end" || kind === "exit" || kind === "stop";
  }
}
