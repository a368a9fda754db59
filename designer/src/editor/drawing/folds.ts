/**
 * Which blocks of a process are folded, kept in this browser by the names on the way to them, so
 * that a task put in before them changes nothing.
 *
 * Never: in the definition.
 */
import type { Graph } from "../../model/graphTypes";
import { namesOf } from "./stable";

const KEY = "baton-folded:";
const MOST = 200;

export function readFolds(process: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY + process) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : []);
  } catch {
    return new Set();
  }
}

export function keepFolds(process: string, folds: ReadonlySet<string>): void {
  try {
    if (folds.size === 0) localStorage.removeItem(KEY + process);
    else localStorage.setItem(KEY + process, JSON.stringify([...folds].slice(-MOST)));
  } catch {
    // A browser that keeps nothing shows all of it unfolded next time.
  }
}

/** The pointers of this graph that are folded. */
export function foldedIn(graph: Graph, folds: ReadonlySet<string>): ReadonlySet<string> {
  if (folds.size === 0) return folds;
  const names = namesOf(graph);
  return new Set(graph.nodes.map(({ id }) => id).filter((id) => folds.has(names(id))));
}
