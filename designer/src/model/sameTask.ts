/**
 * A task of one version of a process, found again in another.
 *
 * Never: a guess between several; where more than one has its name, none is meant.
 */
import { valueAt } from "./editing/values";
import { graphOf } from "./graph";
import { isTask } from "./graphTypes";
import type { Json } from "./json";
import { nameOf } from "./tasks";

/** Where it stood, if it stands there still; else where the only task of its name stands. */
export function sameTask(document: Json, pointer: string): string | undefined {
  if (valueAt(document, pointer) !== undefined) return pointer;
  const name = nameOf(pointer);
  const named = graphOf(document).nodes.filter((node) => isTask(node) && node.name === name);
  return named.length === 1 ? named[0]?.id : undefined;
}
