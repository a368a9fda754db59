/**
 * The iterations of a run's loops, and which of its visits belong to the ones that are looked at.
 *
 * Never: an iteration that the trace doesn't tell of; of a long loop the middle is not told.
 */
import { isOpen, type Task, type TaskState } from "./tasks";

export type Iteration = {
  /** By which its address names it: `/do/1/each/for/7/`, with which the visits in it begin. */
  readonly path: string;
  /** From 0. */
  readonly place: number;
  readonly state: TaskState;
  /** A task in it has failed, also where that was caught. */
  readonly isTroubled: boolean;
  readonly startedAt: string;
  readonly endedAt: string | undefined;
};

/** One visit of a loop. */
export type Loop = {
  readonly key: string;
  readonly pointer: string;
  /** So many at least; more than are told where it left some out. */
  readonly count: number;
  readonly iterations: readonly Iteration[];
};

export type Loops = {
  /** By the visit of the loop. */
  readonly loops: ReadonlyMap<string, Loop>;
  /** By the visit of a task: the paths of the iterations in which it stands, the outermost first. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
};

const KEY = /^(.*):(\d+)(?:\+\d+)?$/s;
/** A listener says it with one stroke more. */
const STEP = /^(?:for|\/foreach)\/(\d+)\//;

type Growing = Omit<Iteration, "state"> & { readonly tasks: Task[] };

export function loopsOf(tasks: readonly Task[]): Loops {
  const bases = new Map<string, Task>();
  const paths = new Map<string, readonly string[]>();
  const grown = new Map<string, Map<string, Growing>>();
  for (const task of tasks) {
    const found = iterationsAround(task.key, bases);
    paths.set(
      task.key,
      found.map(({ path }) => path),
    );
    if (!task.isLeft) for (const one of found) grow(grown, one, task);
    const base = baseOf(task.key);
    if (base !== undefined) bases.set(base, task);
  }
  const loops = [...grown].flatMap(([base, inside]): [string, Loop][] => {
    const loop = bases.get(base);
    return loop === undefined ? [] : [[loop.key, loopOf(loop, [...inside.values()])]];
  });
  return { loops: new Map(loops), paths };
}

/** What its iterations' paths begin with; the first visit goes without its number. */
function baseOf(key: string): string | undefined {
  const [, path, visit] = KEY.exec(key) ?? [];
  return path === undefined || visit === "0" ? path : `${path}:${visit}`;
}

type Around = { readonly base: string; readonly path: string; readonly place: number };

function iterationsAround(key: string, bases: ReadonlyMap<string, Task>): readonly Around[] {
  const found: Around[] = [];
  for (let at = key.indexOf("/", 1); at !== -1; at = key.indexOf("/", at + 1)) {
    const base = key.slice(0, at);
    if (!bases.has(base)) continue;
    const step = STEP.exec(key.slice(at + 1));
    if (step === null) continue;
    const path = key.slice(0, at + 1 + step[0].length);
    found.push({ base, path, place: Number(step[1]) });
  }
  return found;
}

function grow(grown: Map<string, Map<string, Growing>>, one: Around, task: Task): void {
  const inside = grown.get(one.base) ?? new Map<string, Growing>();
  grown.set(one.base, inside);
  const before = inside.get(one.path);
  const { startedAt, endedAt } = task;
  inside.set(one.path, {
    path: one.path,
    place: one.place,
    isTroubled: (before?.isTroubled ?? false) || task.state === "faulted",
    startedAt: before?.startedAt ?? startedAt,
    endedAt: later(before?.endedAt, endedAt),
    tasks: [...(before?.tasks ?? []).filter(isOpen), task],
  });
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return other ?? one;
  return Date.parse(one) > Date.parse(other) ? one : other;
}

function loopOf({ key, pointer, state }: Task, growing: readonly Growing[]): Loop {
  const iterations = growing.map(({ tasks, ...one }, at): Iteration => {
    const open = tasks.findLast(isOpen);
    const isLast = at === growing.length - 1;
    // One ends after the other: what became of the loop became of the last.
    const ended = isLast && (state === "faulted" || state === "cancelled") ? state : "completed";
    if (open === undefined) return { ...one, state: ended };
    return { ...one, state: open.state, endedAt: undefined };
  });
  const places = iterations.map(({ place }) => place + 1);
  return { key, pointer, count: Math.max(0, ...places), iterations };
}

/** What a picture shows: of each loop one iteration, and its own count. */
export type Looked = {
  readonly tasks: readonly Task[];
  /** By the pointer of a loop. */
  readonly at: ReadonlyMap<string, { readonly loop: Loop; readonly iteration: Iteration }>;
};

/** Of each loop the iteration that the path names or stands in, else the latest. */
export function lookedAt(
  tasks: readonly Task[],
  { loops, paths }: Loops,
  chosen: string | undefined,
): Looked {
  const at = new Map<string, { readonly loop: Loop; readonly iteration: Iteration }>();
  const isSeen = ({ key }: Task) =>
    (paths.get(key) ?? []).every((path) =>
      [...at.values()].some(({ iteration }) => iteration.path === path),
    );
  // A loop comes before what stands in it, so the outer ones have been chosen.
  for (const task of tasks) {
    const loop = loops.get(task.key);
    if (loop === undefined || task.isLeft || !isSeen(task)) continue;
    const named = loop.iterations.find(({ path }) => chosen?.startsWith(path) === true);
    const before = at.get(loop.pointer);
    const iteration = named ?? loop.iterations.at(-1);
    const isNamed = before !== undefined && chosen?.startsWith(before.iteration.path) === true;
    if (iteration !== undefined && !(isNamed && named === undefined))
      at.set(loop.pointer, { loop, iteration });
  }
  const looped = new Set([...at.values()].map(({ loop }) => loop.key));
  const pointers = new Set(at.keys());
  const seen = tasks.filter(
    (task) => isSeen(task) && (!pointers.has(task.pointer) || looped.has(task.key)),
  );
  return { tasks: seen, at };
}

/** The next one, or the one before; only those in which something failed, if that is wished. */
export function beside(
  { iterations }: Loop,
  from: Iteration,
  step: 1 | -1,
  troubledOnly: boolean,
): Iteration | undefined {
  const others = iterations.filter(
    ({ place, isTroubled }) => (place - from.place) * step > 0 && (isTroubled || !troubledOnly),
  );
  return step === 1 ? others[0] : others.at(-1);
}

/** The numbers of the iterations as people count them, the outermost first. */
export function iterationNumbers(paths: readonly string[]): readonly number[] {
  return paths.map((path) => Number(/\/(\d+)\/$/.exec(path)?.[1] ?? 0) + 1);
}
