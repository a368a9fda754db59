/**
 * What a trace tells, line by line: the visits that are open, and where each fault came from.
 *
 * Never: other rules than the server's own explanation of a run (api/runs/explanation.py).
 */
import type { Json } from "./json";
import { retriesOf } from "./retries";
import type { Line } from "./tasks";

/** One visit of one task, as far as the trace tells of it. */
export type Visit = {
  readonly key: string;
  readonly pointer: string;
  readonly since: string;
  /** Type of the task; empty while nothing has told it. */
  readonly type: string;
  readonly input: Json | undefined;
  readonly last: Line;
  readonly retries: number;
};

/** A visit that faulted, and which attempt that was. */
export type Faulted = { readonly visit: Visit; readonly attempt: number };

export type Course = {
  /** Those in which no other open one stands, in the order in which they began. */
  readonly innermost: readonly Visit[];
  readonly suspended: Line | undefined;
  readonly faulted: readonly Faulted[];
};

const CLOSING: ReadonlySet<string> = new Set([
  "task.completed",
  "task.faulted",
  "task.cancelled",
  "task.skipped",
]);

export function courseOf(lines: readonly Line[]): Course {
  const open = new Map<string, Visit>();
  /** As they were before they ended: a retry may open them again. */
  const ended = new Map<string, Visit>();
  const retries = retriesOf(lines);
  const faulted: Faulted[] = [];
  let suspended: Line | undefined;
  for (const line of lines) {
    if (line.kind === "run.suspended") suspended = line;
    else if (line.kind === "run.resumed") suspended = undefined;
    const retaken = retries.get(line.sequence);
    if (retaken !== undefined) {
      for (const key of [...open.keys()]) move(key, open, ended);
      for (const key of retaken.reopened) move(key, ended, open);
    }
    if (line.task === "") continue;
    const visit = told(open.get(line.visit), line);
    if (line.kind === "task.faulted") {
      const attempt = 1 + retriesAround(visit, open);
      faulted.push({ visit, attempt });
    }
    if (!CLOSING.has(line.kind)) open.set(line.visit, visit);
    else if (retries.size > 0) move(line.visit, open, ended);
    else open.delete(line.visit);
  }
  return { innermost: innermostOf([...open.values()]), suspended, faulted };
}

/** Where the fault that ended the run came from; a task may have faulted before and been caught. */
export function faultedAt({ faulted }: Course, pointer: string): Faulted | undefined {
  return faulted.findLast(({ visit }) => visit.pointer === pointer);
}

function move(key: string, from: Map<string, Visit>, to: Map<string, Visit>): void {
  const visit = from.get(key);
  if (visit === undefined) return;
  from.delete(key);
  to.set(key, visit);
}

function told(before: Visit | undefined, line: Line): Visit {
  const { type, input } = line.kind === "task.started" ? line.body : {};
  return {
    key: line.visit,
    pointer: line.task,
    since: before?.since ?? line.at,
    type: typeof type === "string" ? type : (before?.type ?? ""),
    input: input === undefined ? before?.input : input,
    last: line,
    retries: (before?.retries ?? 0) + Number(line.kind === "task.retried"),
  };
}

/** What is tried again as a whole counts for all that stands in it. */
function retriesAround(visit: Visit, open: ReadonlyMap<string, Visit>): number {
  const path = pathOf(visit);
  const around = [...open.values()].filter((outer) => path.startsWith(`${pathOf(outer)}/`));
  return Math.max(visit.retries, ...around.map(({ retries }) => retries));
}

function innermostOf(open: readonly Visit[]): Visit[] {
  const around = new Set(open.flatMap((visit) => outerPathsOf(pathOf(visit))));
  return open.filter((visit) => !around.has(pathOf(visit)));
}

function outerPathsOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** A visit is its path and a number: `/do/0/outer/do/1/inner:3`. */
function pathOf({ key }: Visit): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(":")));
}
