/**
 * Where the trial stands, for the picture and whoever shows values.
 *
 * Never: left behind when nobody tries any more.
 */
import { create } from "zustand";

import type { TasksShown } from "../../canvas/shown";
import { takenEdges } from "../../model/graphTaken";
import type { Graph } from "../../model/graphTypes";
import type { Json } from "../../model/json";
import { picturedOf, type Task } from "../../model/tasks";

/** Of the last visit of a task. */
export type ValuesTried = { readonly input?: Json; readonly output?: Json };

export type Tried = {
  /** Undefined where nothing is tried. */
  readonly tasks: TasksShown | undefined;
  readonly taken: ReadonlySet<string>;
  /** By the pointer of a task. */
  readonly values: ReadonlyMap<string, ValuesTried>;
};

const NOTHING: Tried = { tasks: undefined, taken: new Set(), values: new Map() };

/** One trial at a time is shown; a page has one definition open. */
export const useTried = create<Tried>()(() => NOTHING);

export function showTried(tasks: readonly Task[], graph: Graph): void {
  const pictured = picturedOf(tasks);
  useTried.setState({
    tasks: pictured,
    taken: takenEdges(graph, pictured),
    values: new Map(tasks.map(({ pointer, details }) => [pointer, details])),
  });
}

export function hideTried(): void {
  useTried.setState(NOTHING);
}
