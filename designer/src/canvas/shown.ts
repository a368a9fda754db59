/**
 * What changes in a picture while its layout stays: states, ways taken, what is chosen and where
 * the keyboard is. Each node asks for its own part, so that one change draws one node anew.
 *
 * Never: the graph or its layout.
 */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

import type { TaskNode } from "../model/graphTypes";
import type { State } from "../parts/StateMark";

/** What a task has become in a run. */
export type TaskShown = {
  readonly state: State;
  readonly visits: number;
  readonly attempts?: number;
  readonly startedAt?: string;
  readonly endedAt?: string | undefined;
  /** When it goes on by itself. */
  readonly until?: string | undefined;
};
export type TasksShown = ReadonlyMap<string, TaskShown>;

export type Shown = {
  /** Undefined where no run is shown. */
  readonly tasks: TasksShown | undefined;
  readonly taken: ReadonlySet<string>;
  /** What is chosen; whoever only reads chooses one at most. */
  readonly selected: ReadonlySet<string>;
  /** The task that the keyboard is at. */
  readonly current: string | undefined;
  /** What is read out of a task besides, such as what is wrong with it. */
  readonly notes?: ReadonlyMap<string, string>;
  /** Their times are those of this world's clock, and are shown. */
  readonly timed?: boolean;
};

export type ShownStore = {
  readonly read: () => Shown;
  readonly write: (change: Partial<Shown>) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function makeShown(shown: Shown): ShownStore {
  let now = shown;
  const listeners = new Set<() => void>();
  return {
    read: () => now,
    write: (change) => {
      const tasks = change.tasks && kept(now.tasks, change.tasks);
      now = { ...now, ...change, ...(tasks && { tasks }) };
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** An entry that is as it was stays the same object, so that its node is not drawn anew. */
function kept(before: TasksShown | undefined, next: TasksShown): TasksShown {
  const entries = [...next].map(([pointer, task]) => {
    const known = before?.get(pointer);
    return [pointer, known !== undefined && isSame(known, task) ? known : task] as const;
  });
  return new Map(entries);
}

function isSame(one: TaskShown, other: TaskShown): boolean {
  return (
    one.state === other.state &&
    one.visits === other.visits &&
    one.attempts === other.attempts &&
    one.startedAt === other.startedAt &&
    one.endedAt === other.endedAt &&
    one.until === other.until
  );
}

export const ShownContext = createContext<ShownStore>(
  makeShown({ tasks: undefined, taken: new Set(), selected: new Set(), current: undefined }),
);

/** A part of it; drawn anew only when this part changes. */
export function useShown<T>(pick: (shown: Shown) => T): T {
  const store = useContext(ShownContext);
  return useSyncExternalStore(store.subscribe, () => pick(store.read()));
}

/** What whoever draws has on the box of each task besides; a picture that is read has nothing. */
export const ExtrasContext = createContext<((node: TaskNode) => ReactNode) | undefined>(undefined);
