/**
 * A process as nodes and edges: what the picture draws and the list tells.
 *
 * Never: a place or a size; those are the layout's. Never a word; those are the language's.
 */

export type TaskKind =
  | "do"
  | "set"
  | "switch"
  | "for"
  | "fork"
  | "try"
  | "raise"
  | "wait"
  | "emit"
  | "listen"
  | "run.workflow"
  | "run.script"
  | "run.shell"
  | "run.container"
  | "call.http"
  | "call.grpc"
  | "call.openapi"
  | "call.asyncapi"
  | "call.mcp"
  | "call.a2a"
  | "call.function"
  | "unknown";

/** Where a list of tasks begins and ends; `stop` ends the whole run from inside. */
export type PointKind = "start" | "end" | "entry" | "exit" | "stop";

export type Kind = TaskKind | "catch" | PointKind;

/** What a node does, in one line, as data. Code stands without its `${ }`. */
export type Summary =
  | { readonly says: "code"; readonly text: string }
  | { readonly says: "call"; readonly verb: string; readonly text: string }
  | { readonly says: "values"; readonly names: readonly string[] }
  | { readonly says: "wait"; readonly milliseconds: number }
  | { readonly says: "events"; readonly events: Events; readonly each?: string }
  | {
      readonly says: "loop";
      readonly each: string;
      readonly of: string;
      readonly while?: string;
    }
  | { readonly says: "branches"; readonly count: number; readonly compete: boolean }
  | { readonly says: "fault"; readonly name: string; readonly status?: string }
  | { readonly says: "catch"; readonly caught: Caught; readonly retry?: Retry }
  | { readonly says: "schedule"; readonly schedule: Schedule };

/** Which events are listened to: one, any or all of these types. None named means every event. */
export type Events = {
  readonly mode: "one" | "any" | "all";
  readonly types: readonly string[];
};

/** Which errors are caught. Nothing named means every error. */
export type Caught = { readonly error?: string; readonly when?: string };

export type Retry = {
  readonly name?: string;
  readonly times?: number;
  readonly milliseconds?: number;
};

export type Schedule =
  | { readonly kind: "cron"; readonly text: string }
  | { readonly kind: "every" | "after"; readonly milliseconds: number }
  | { readonly kind: "on"; readonly events: Events };

export type GraphNode = {
  /** Of a task and a catch their JSON pointer, as in a run's trace. */
  readonly id: string;
  /** The container that it stands in. */
  readonly parent: string | undefined;
  readonly depth: number;
  readonly kind: Kind;
  readonly name: string;
  readonly summary: Summary | undefined;
  /** What has to hold for it to be carried out (`if`). */
  readonly condition: string | undefined;
  readonly container: boolean;
  /** Of a block whose tasks the picture doesn't show: how many there are. */
  readonly inside?: number;
};

export type EdgeKind =
  /** On to the next one. */
  | "next"
  /** A case of a switch. */
  | "case"
  /** No case of a switch holds. */
  | "otherwise"
  /** The task's `if` does not hold. */
  | "skip"
  /** Where a caught error leads. */
  | "caught";

export type GraphEdge = {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly kind: EdgeKind;
  /** Of a case. */
  readonly name?: string;
  readonly when?: string;
};

export type Graph = {
  /** In the order of the document, a container before what stands in it. */
  readonly nodes: readonly GraphNode[];
  /** List by list, those of a container before those of the list that it stands in. */
  readonly edges: readonly GraphEdge[];
};

export const START = "start";
export const END = "end";

const POINTS: ReadonlySet<Kind> = new Set(["start", "end", "entry", "exit", "stop"]);

/** What can be chosen; the others only say where a list begins and ends. */
export type TaskNode = GraphNode & { readonly kind: TaskKind | "catch" };

export function isTask(node: GraphNode): node is TaskNode {
  return !POINTS.has(node.kind);
}
