/**
 * Two runs of one process side by side: which tasks they did, how those ended, with what.
 *
 * Never: a time counted of what still goes on.
 */
import { type Json, textOf } from "./json";
import { nameOf, type Task, type TaskState } from "./tasks";

export type Side = {
  readonly state: TaskState;
  readonly visits: number;
  /** Of all its visits together; nothing while one is open. */
  readonly milliseconds: number | undefined;
  /** Of its last visit. */
  readonly input: Json | undefined;
  readonly output: Json | undefined;
};
export const DIFFERENCES = [
  "onlyHere",
  "onlyThere",
  "state",
  "visits",
  "input",
  "output",
  "slower",
] as const;
export type Difference = (typeof DIFFERENCES)[number];
export type Pair = {
  readonly key: string;
  /** In this run's definition, or the other's where only that has it. */
  readonly pointer: string;
  readonly name: string;
  readonly depth: number;
  readonly here: Side | undefined;
  readonly there: Side | undefined;
  readonly differences: readonly Difference[];
};

/** What took so many times as long is told of, if that is felt. */
export const SLOWER = 2;
const FELT_MS = 1_000;

type Group = { readonly task: Task; readonly side: Side };

export function versus(here: readonly Task[], there: readonly Task[]): readonly Pair[] {
  const ours = sidesOf(here);
  const theirs = sidesOf(there);
  return orderOf([...ours.keys()], [...theirs.keys()]).flatMap((key): Pair[] => {
    const [one, other] = [ours.get(key), theirs.get(key)];
    const task = (one ?? other)?.task;
    if (task === undefined) return [];
    const { pointer, depth } = task;
    const sides = { here: one?.side, there: other?.side };
    return [
      { key, pointer, name: nameOf(pointer), depth, ...sides, differences: differencesOf(sides) },
    ];
  });
}

/** By the names on the way: a task that stands further down in another version is still itself. */
function placeOf(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/)/g, "");
}

function sidesOf(tasks: readonly Task[]): ReadonlyMap<string, Group> {
  const found = new Map<string, Group>();
  for (const task of tasks) {
    if (task.isLeft) continue;
    const key = placeOf(task.pointer);
    const before = found.get(key)?.side;
    const { state, details } = task;
    const visits = (before?.visits ?? 0) + 1;
    const milliseconds = sum(before === undefined ? 0 : before.milliseconds, lasted(task));
    const { input, output } = details;
    found.set(key, { task, side: { state, visits, milliseconds, input, output } });
  }
  return found;
}

function lasted({ startedAt, endedAt }: Task): number | undefined {
  return endedAt === undefined ? undefined : Date.parse(endedAt) - Date.parse(startedAt);
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

/** In the order of this run; what only the other did stands behind what it did before that. */
function orderOf(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const known = new Set(ours);
  const order = [...ours];
  let last = -1;
  for (const key of theirs) {
    if (known.has(key)) last = order.indexOf(key);
    else {
      last += 1;
      order.splice(last, 0, key);
    }
  }
  return order;
}

type Sides = Pick<Pair, "here" | "there">;

function differencesOf({ here, there }: Sides): readonly Difference[] {
  if (there === undefined) return ["onlyHere"];
  if (here === undefined) return ["onlyThere"];
  return DIFFERENCES.filter((one) => {
    switch (one) {
      case "state":
      case "visits":
        return here[one] !== there[one];
      case "input":
      case "output":
        return isOther(here[one], there[one]);
      case "slower":
        return isSlower(here.milliseconds, there.milliseconds);
      case "onlyHere":
      case "onlyThere":
        return false;
    }
  });
}

export function isOther(one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one !== other;
  return textOf(one) !== textOf(other);
}

function isSlower(here: number | undefined, there: number | undefined): boolean {
  if (here === undefined || there === undefined) return false;
  return here - there >= FELT_MS && here >= there * SLOWER;
}
