/**
 * A document as a graph: its tasks as nodes, in containers where they stand in others, and what
 * follows what as edges.
 *
 * Never: a failure. What is no task is a node that says so; a document has many states while it
 * is written.
 */
import { DEEPEST, INNER, itemsOf } from "./graphBlocks";
import { branches, type Item, type Points, sequence } from "./graphFlow";
import { catchSummary, scheduleSummary, summaryOf } from "./graphSummary";
import {
  END,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type PointKind,
  START,
  type Summary,
} from "./graphTypes";
import { at, fieldsOf, lineOf } from "./graphValues";
import type { Json } from "./json";

export function graphOf(document: Json): Graph {
  const walk = new Walk(at(document, "use"));
  walk.point("start", START, undefined, 0, scheduleSummary(at(document, "schedule")));
  const points = { entry: START, exit: END, stop: END };
  walk.list(itemsOf(at(document, "do"), "/do"), points);
  walk.point("end", END, undefined, 0);
  return { nodes: walk.nodes, edges: walk.edges };
}

class Walk {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly use: Json | undefined;

  constructor(use: Json | undefined) {
    this.use = use;
  }

  point(kind: PointKind, id: string, parent: string | undefined, depth: number, summary?: Summary) {
    const more = { name: "", condition: undefined, container: false };
    this.nodes.push({ id, parent, depth, kind, summary, ...more });
  }

  /** The tasks of the document itself. */
  list(items: readonly Item[], points: Points): void {
    for (const item of items) this.task(item, undefined, 0);
    this.edges.push(...sequence(items, points));
  }

  private task(item: Item, parent: string | undefined, depth: number): void {
    const { id, name, kind, task } = item;
    const path = depth < DEEPEST ? INNER[kind] : undefined;
    const tasks = path === undefined ? [] : itemsOf(at(task, ...path), [id, ...path].join("/"));
    const caught = kind === "try" && depth < DEEPEST ? fieldsOf(task?.["catch"]) : undefined;
    const condition = at(task, "if");
    this.nodes.push({
      id,
      parent,
      depth,
      kind,
      name: lineOf(name),
      summary: summaryOf(kind, task, this.use),
      condition: condition === undefined ? undefined : lineOf(condition),
      container: tasks.length > 0 || caught !== undefined,
    });
    if (tasks.length > 0) this.body(id, tasks, depth + 1, kind === "fork");
    if (caught !== undefined) this.caught(`${id}/catch`, caught, id, depth + 1);
  }

  private caught(id: string, value: Json, parent: string, depth: number): void {
    const tasks = itemsOf(at(value, "do"), `${id}/do`);
    const summary = catchSummary(value, this.use);
    const container = tasks.length > 0;
    const more = { name: "", condition: undefined };
    this.nodes.push({ id, parent, depth, kind: "catch", summary, container, ...more });
    if (container) this.body(id, tasks, depth + 1, false);
  }

  /** What stands in a container, between its points. */
  private body(parent: string, items: readonly Item[], depth: number, fork: boolean): void {
    const points = { entry: `${parent}#entry`, exit: `${parent}#exit`, stop: `${parent}#stop` };
    const edges = fork ? branches(items, points) : sequence(items, points);
    this.point("entry", points.entry, parent, depth);
    for (const item of items) this.task(item, parent, depth);
    this.point("exit", points.exit, parent, depth);
    if (edges.some(({ target }) => target === points.stop))
      this.point("stop", points.stop, parent, depth);
    this.edges.push(...edges);
  }
}
