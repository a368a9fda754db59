/**
 * Where tasks stand in the text, and which task stands where.
 *
 * Never: a place of a text that is not the one it was read from.
 */
import type { Draft, Shown } from "../model/draft";
import { type Graph, isTask } from "../model/graphTypes";
import { placeOf, pointerAt } from "../model/yaml/tree";
import type { Problem } from "./problems";

export type Range = { readonly from: number; readonly to: number };

const tasksOf = new WeakMap<Graph, ReadonlySet<string>>();

function tasksIn(graph: Graph): ReadonlySet<string> {
  const known = tasksOf.get(graph);
  if (known !== undefined) return known;
  const tasks = new Set(graph.nodes.filter(isTask).map(({ id }) => id));
  tasksOf.set(graph, tasks);
  return tasks;
}

/** The task that what a pointer names belongs to. */
export function taskOf({ graph }: Shown, pointer: string): string | undefined {
  const tasks = tasksIn(graph);
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/")))
    if (tasks.has(at)) return at;
  return undefined;
}

/** The innermost task around a place of the text. */
export function taskAt(shown: Shown, position: number): string | undefined {
  return taskOf(shown, pointerAt(shown.source, position));
}

export function rangeOf({ source }: Shown, pointer: string): Range {
  return placeOf(source, pointer);
}

/** Of a place that a check names by line and column, both from one: the rest of that line. */
export function rangeAt(text: string, line: number, column: number): Range {
  let from = 0;
  for (let before = 1; before < line; before += 1) {
    const next = text.indexOf("\n", from);
    if (next === -1) return { from: text.length, to: text.length };
    from = next + 1;
  }
  const end = text.indexOf("\n", from);
  const to = end === -1 ? text.length : end;
  return { from: Math.min(from + Math.max(0, column - 1), to), to };
}

/** The first line of what it is about. */
export function rangeOfProblem({ text, shown }: Draft, problem: Problem): Range {
  const { pointer, line, column } = problem;
  const readable = shown?.source.text === text && pointer !== "" ? shown : undefined;
  if (readable === undefined) return rangeAt(text, line, column);
  const { from, to } = rangeOf(readable, pointer);
  const end = text.slice(from, to).search(/\r?\n/);
  return { from, to: end === -1 ? to : from + end };
}

/** Where a text stands in another, capitals or not. */
export function findIn(text: string, sought: string, most: number): readonly Range[] {
  if (sought === "") return [];
  const pattern = sought.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const found: Range[] = [];
  for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
    found.push({ from: match.index, to: match.index + match[0].length });
    if (found.length === most) break;
  }
  return found;
}
