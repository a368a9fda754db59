/**
 * The lists of tasks of a document: where tasks stand, and where one can be put.
 *
 * Never: a list that the standard doesn't know; one that isn't written yet counts, so that
 * something can be put into it.
 */
import type { Item } from "./graphFlow";
import { kindOf } from "./graphSummary";
import type { TaskKind } from "./graphTypes";
import { at, fieldsOf, listOf, pointerStep } from "./graphValues";
import type { Json } from "./json";

/** No document that can be published is nested deeper. */
export const DEEPEST = 100;

/** Where the tasks inside a task stand, by its kind; of a try the catch is another container. */
export const INNER: Readonly<Partial<Record<TaskKind, readonly string[]>>> = {
  do: ["do"],
  for: ["do"],
  fork: ["fork", "branches"],
  try: ["try"],
  listen: ["foreach", "do"],
  "call.asyncapi": ["with", "subscription", "foreach", "do"],
};

export type BlockRole = "document" | "do" | "for" | "fork" | "try" | "catch" | "foreach";

export type Block = {
  /** Of the list itself. */
  readonly pointer: string;
  /** The task that it stands in; of a catch, the try. */
  readonly owner: string | undefined;
  readonly role: BlockRole;
  readonly items: readonly Item[];
};

export function itemsOf(list: Json | undefined, pointer: string): Item[] {
  return listOf(list).map((entry, index) => {
    const name = Object.keys(fieldsOf(entry) ?? {})[0];
    const here = pointer + pointerStep(index);
    if (name === undefined) return { id: here, name: "", kind: "unknown", task: undefined };
    const task = fieldsOf(at(entry, name));
    return { id: here + pointerStep(name), name, kind: kindOf(task), task };
  });
}

/** All of a document, one that stands in another behind it. */
export function blocksOf(document: Json): Block[] {
  const items = itemsOf(at(document, "do"), "/do");
  return [{ pointer: "/do", owner: undefined, role: "document", items }, ...within(items, 0)];
}

function within(items: readonly Item[], depth: number): Block[] {
  if (depth >= DEEPEST) return [];
  return items
    .flatMap((item) => blocksIn(item))
    .flatMap((block) => [block, ...within(block.items, depth + 1)]);
}

/** Those of one task. What is done with each event is written only where it is wanted. */
function blocksIn({ id, kind, task }: Item): Block[] {
  const path = INNER[kind];
  if (path === undefined) return [];
  const isEach = path.at(-2) === "foreach";
  const blocks: Block[] = [];
  if (!isEach || at(task, ...path.slice(0, -1)) !== undefined)
    blocks.push(blockAt(task, id, path, isEach ? "foreach" : ROLES[kind]));
  if (kind === "try" && fieldsOf(task?.["catch"]) !== undefined)
    blocks.push(blockAt(task, id, ["catch", "do"], "catch"));
  return blocks;
}

const ROLES: Readonly<Partial<Record<TaskKind, BlockRole>>> = {
  do: "do",
  for: "for",
  fork: "fork",
  try: "try",
};

function blockAt(
  task: Json | undefined,
  owner: string,
  path: readonly string[],
  role: BlockRole = "do",
): Block {
  const pointer = [owner, ...path].join("/");
  return { pointer, owner, role, items: itemsOf(at(task, ...path), pointer) };
}
