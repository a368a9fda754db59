/**
 * What is chosen after a press or a key.
 *
 * Never: a task chosen together with a block that it stands in; what is done with the block is done
 * with it.
 */
import { isTask, type Graph, type GraphNode } from "../../model/graphTypes";
import type { Box } from "../../canvas/layout";

/** The last one is where the keyboard is. */
export type Chosen = readonly string[];

export function toggled(chosen: Chosen, id: string): Chosen {
  if (chosen.includes(id)) return chosen.filter((one) => one !== id);
  return [...chosen.filter((one) => !isWithin(one, id) && !isWithin(id, one)), id];
}

/** All from the one that was chosen first to this one, as they come in the document. */
export function ranged(graph: Graph, chosen: Chosen, id: string): Chosen {
  const tasks = graph.nodes.filter(isTask);
  const from = tasks.findIndex((node) => node.id === (chosen[0] ?? id));
  const to = tasks.findIndex((node) => node.id === id);
  if (from === -1 || to === -1) return [id];
  const [first, second] = [tasks[from], tasks[to]];
  const between = tasks.slice(Math.min(from, to), Math.max(from, to) + 1);
  // In one list it is that list's tasks; the others come along with their blocks.
  const isOneList = first?.parent === second?.parent;
  const found = between.filter(({ parent }) => !isOneList || parent === first?.parent);
  const all = outer(found.map((node) => node.id));
  return from <= to ? all : all.reverse();
}

/** All of the list that this one stands in. */
export function siblings(graph: Graph, id: string | undefined): Chosen {
  const here = graph.nodes.find((node) => node.id === id);
  const list = graph.nodes.filter(
    (node) => isTask(node) && node.kind !== "catch" && node.parent === here?.parent,
  );
  return list.map((node) => node.id);
}

/** The tasks that a rectangle touches. A block around it isn't meant, only what lies in it. */
export function lassoed(graph: Graph, boxes: ReadonlyMap<string, Box>, lasso: Box): Chosen {
  const touched = graph.nodes.filter((node) => isTask(node) && touches(node, boxes, lasso));
  return outer(touched.map(({ id }) => id));
}

function touches(node: GraphNode, boxes: ReadonlyMap<string, Box>, lasso: Box): boolean {
  const box = boxes.get(node.id);
  if (box === undefined || node.kind === "catch") return false;
  const overlaps =
    box.x < lasso.x + lasso.width &&
    box.x + box.width > lasso.x &&
    box.y < lasso.y + lasso.height &&
    box.y + box.height > lasso.y;
  const surrounds =
    box.x < lasso.x &&
    box.y < lasso.y &&
    box.x + box.width > lasso.x + lasso.width &&
    box.y + box.height > lasso.y + lasso.height;
  return overlaps && !(node.container && surrounds);
}

function outer(pointers: readonly string[]): string[] {
  const all = new Set(pointers);
  return pointers.filter((one) => {
    for (let up = one.lastIndexOf("/"); up > 0; up = one.lastIndexOf("/", up - 1))
      if (all.has(one.slice(0, up))) return false;
    return true;
  });
}

function isWithin(one: string, block: string): boolean {
  return one.startsWith(`${block}/`);
}
