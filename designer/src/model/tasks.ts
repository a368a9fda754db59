/**
 * What a run's tasks have become, folded from its trace.
 *
 * Never: a task that the trace does not tell of; what has not begun is not shown as planned.
 */
import type { Json } from "./json";
import { type Retaken, retriesOf } from "./retries";

export type TaskState =
  "running" | "waiting" | "suspended" | "completed" | "faulted" | "cancelled" | "skipped";

/** One line of the trace, as the API shows it. */
export type Line = {
  readonly sequence: number;
  readonly kind: string;
  readonly task: string;
  readonly visit: string;
  readonly at: string;
  readonly body: Readonly<Record<string, Json>>;
};

/** One visit of one task. */
export type Task = {
  readonly key: string;
  readonly pointer: string;
  readonly name: string;
  readonly depth: number;
  readonly type: string | undefined;
  readonly state: TaskState;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly attempts: number;
  /** The run went on from an earlier task since; this happened on the course that it left. */
  readonly isLeft: boolean;
  readonly details: Readonly<Record<string, Json>>;
  readonly notes: readonly Note[];
};

/** What happened in a visit besides its beginning and its end. */
export type Note = {
  readonly sequence: number;
  readonly kind: NoteKind;
  readonly at: string;
  readonly body: Readonly<Record<string, Json>>;
};
const NOTE_KINDS = [
  "retried",
  "unextended",
  "emitted",
  "logged",
  "correlated",
  "overridden",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

const KIND_STATE: Readonly<Record<string, TaskState>> = {
  "task.started": "running",
  "task.waiting": "waiting",
  "task.unsettled": "waiting",
  "task.settled": "running",
  "task.completed": "completed",
  "task.faulted": "faulted",
  "task.cancelled": "cancelled",
  "task.skipped": "skipped",
};
/** A question and its answer are no values of the task. */
const ASIDE: ReadonlySet<string> = new Set(["task.unsettled", "task.settled"]);
const OPEN: ReadonlySet<TaskState> = new Set(["running", "waiting"]);

/** The tasks in the order in which they began. */
export function tasksOf(lines: readonly Line[]): Task[] {
  const tasks = new Map<string, Task>();
  const retries = retriesOf(lines);
  const pausing = new Set<string>();
  for (const line of lines) {
    const retaken = retries.get(line.sequence);
    if (retaken !== undefined) retake(tasks, retaken, line.at);
    goOn(tasks, pausing, line);
    const state = KIND_STATE[line.kind];
    const before = tasks.get(line.visit);
    if (state !== undefined) tasks.set(line.visit, next(before, line, state));
    else if (before !== undefined) tasks.set(line.visit, noted(before, line));
  }
  return [...tasks.values()];
}

/** What waits for its next attempt is at work again when something in it begins. */
function goOn(tasks: Map<string, Task>, pausing: Set<string>, { kind, visit }: Line): void {
  if (kind === "task.retried") pausing.add(visit);
  for (const key of pausing) {
    const task = tasks.get(key);
    if (key === visit || !visit.startsWith(`${key.replace(/:0(?:\+\d+)?$|\+\d+$/, "")}/`)) continue;
    if (task?.state === "waiting") tasks.set(key, { ...task, state: "running" });
    pausing.delete(key);
  }
}

function retake(tasks: Map<string, Task>, { reopened, left }: Retaken, at: string): void {
  for (const [key, task] of tasks) {
    const { endedAt } = task;
    if (left.has(key)) {
      const broken = endedAt === undefined ? ({ state: "cancelled", endedAt: at } as const) : {};
      tasks.set(key, { ...task, ...broken, isLeft: true });
    } else if (reopened.has(key) && endedAt !== undefined) {
      const { error: _, ...details } = task.details;
      tasks.set(key, { ...task, state: "running", endedAt: undefined, details });
    }
  }
}

function noted(before: Task, { sequence, kind: full, at, body }: Line): Task {
  const kind = NOTE_KINDS.find((one) => full === `task.${one}`);
  if (kind === undefined) return before;
  // Of retries it is said which one this is; the first attempt isn't one.
  const again = kind === "retried" && typeof body["attempt"] === "number";
  const notes = [...before.notes, { sequence, kind, at, body }];
  if (!again) return { ...before, notes };
  const { until = null } = body;
  const details = { ...before.details, until };
  return { ...before, state: "waiting", attempts: Number(body["attempt"]) + 1, details, notes };
}

function next(before: Task | undefined, line: Line, state: TaskState): Task {
  const { type, attempt, ...details } = ASIDE.has(line.kind) ? {} : line.body;
  return {
    key: line.visit,
    pointer: line.task,
    name: nameOf(line.task),
    depth: depthOf(line.task),
    type: typeof type === "string" ? type : before?.type,
    state,
    startedAt: before?.startedAt ?? line.at,
    endedAt: OPEN.has(state) ? undefined : line.at,
    attempts: typeof attempt === "number" ? attempt : (before?.attempts ?? 1),
    isLeft: false,
    details: { ...before?.details, ...details },
    notes: before?.notes ?? [],
  };
}

/** What a task of the picture has become: its last visit, and how many there were. */
export type Pictured = {
  readonly state: TaskState;
  readonly visits: number;
  readonly attempts: number;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  /** When it goes on by itself, if it waits and knows. */
  readonly until: string | undefined;
};

export function picturedOf(tasks: readonly Task[]): ReadonlyMap<string, Pictured> {
  const found = new Map<string, Pictured>();
  for (const { pointer, state, attempts, startedAt, endedAt, key, isLeft, details } of tasks) {
    if (isLeft) continue;
    const { until: then } = details;
    const until = state === "waiting" && typeof then === "string" ? then : undefined;
    const before = found.get(pointer)?.visits ?? 0;
    // Of a long loop the middle is not told; a visit's own number knows better.
    const visits = Math.max(before + 1, visitsBefore({ key }) + 1);
    found.set(pointer, { state, visits, attempts, startedAt, endedAt, until });
  }
  return found;
}

/** Neither ended nor passed over. */
export function isOpen({ state }: Task): boolean {
  return OPEN.has(state);
}

/** The last step of the pointer: `/do/0/outer/do/1/inner` is the task `inner`. */
export function nameOf(pointer: string): string {
  const last = pointer.split("/").at(-1) ?? pointer;
  return last.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** How many tasks it stands in. Steps of a pointer come as keyword, index, name. */
function depthOf(pointer: string): number {
  return Math.max(0, Math.floor((pointer.split("/").length - 1) / 3) - 1);
}

/**
 * How often this task has been entered before, from the end of its visit; after a retry that end
 * tells too which retry it was.
 */
export function visitsBefore(task: Pick<Task, "key">): number {
  const count = Number(/:(\d+)(?:\+\d+)?$/.exec(task.key)?.[1] ?? 0);
  return Number.isSafeInteger(count) ? count : 0;
}

/** The beginning of a value that was too large for the trace, and how large it was. */
export function clippedOf(value: Json): { head: string; bytes: number } | undefined {
  if (value === null || typeof value !== "object" || !("baton:clipped" in value)) return undefined;
  const { "baton:clipped": head, bytes } = value as Readonly<Record<string, Json>>;
  return typeof head === "string" && typeof bytes === "number" ? { head, bytes } : undefined;
}

/** Where a task lies in its run, in thousandths of the run's time. */
export function barOf(task: Task, from: number, to: number): { start: number; length: number } {
  const whole = Math.max(1, to - from);
  const begin = clamp(Date.parse(task.startedAt) - from, whole);
  const end = clamp((task.endedAt === undefined ? to : Date.parse(task.endedAt)) - from, whole);
  const start = Math.round((begin / whole) * 1000);
  return { start, length: Math.max(0, Math.round((end / whole) * 1000) - start) };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
