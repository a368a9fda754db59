/**
 * Where something comes that is put in before, behind or in a task, and where a task stands, in
 * words.
 *
 * Never: a place in the picture; keys, menu and list use these.
 */
import type { Draft } from "../../model/draft";
import { itemsAt, standingOf } from "../../model/editing/items";
import { valueAt } from "../../model/editing/values";
import { BRANCHES, nameAt, type Place, placeOn } from "../../model/editing/ways";
import { blocksOf } from "../../model/graphBlocks";
import { isObject, type Json } from "../../model/json";
import { say } from "../../words";
import { vacantIn } from "./folding";

/** Where something comes that is put in behind a task: into it, where it is an empty block. */
export function placeAfter({ shown }: Draft, pointer: string | undefined): Place {
  const { document = null, graph } = shown ?? {};
  const inside = pointer === undefined ? undefined : vacantIn(document).get(pointer);
  if (inside !== undefined) return { list: inside, index: 0 };
  const edge = graph?.edges.find((one) => one.source === pointer && one.kind === "next");
  const onWay = edge && placeOn(document, edge);
  const standing = pointer === undefined ? undefined : standingOf(document, pointer);
  if (onWay !== undefined && onWay.branch === undefined) return onWay;
  // Behind what is a branch of a fork, in that branch.
  if (pointer !== undefined && isPlainBranch(document, pointer) && standing !== undefined)
    return { list: standing.list, index: standing.index + 1, branch: pointer };
  if (standing !== undefined) return { list: standing.list, index: standing.index + 1 };
  return { list: "/do", index: itemsAt(document, "/do").length };
}

/** Behind a branch it is another branch, as what was copied was. */
export function placeBeside(draft: Draft, pointer: string | undefined): Place {
  const { list, index, way } = placeAfter(draft, pointer);
  return { list, index, ...(way !== undefined && { way }) };
}

export function placeBefore({ shown }: Draft, pointer: string): Place {
  const standing = standingOf(shown?.document ?? null, pointer);
  if (standing === undefined) return { list: "/do", index: 0 };
  const place = { list: standing.list, index: standing.index };
  const document = shown?.document ?? null;
  return isPlainBranch(document, pointer) ? { ...place, branch: pointer } : place;
}

/** A task that is a branch of its own; a block takes what comes into it. */
export function isPlainBranch(document: Json, pointer: string): boolean {
  const task = valueAt(document, pointer);
  const isIn = standingOf(document, pointer)?.list.endsWith(BRANCHES) === true;
  return isIn && task !== undefined && isObject(task) && !Object.hasOwn(task, "do");
}

/** The list inside a block, at its end; nothing for what is no block. */
export function placeInside(draft: Draft, pointer: string): Place | undefined {
  const { document = null } = draft.shown ?? {};
  const list = listIn(document, pointer);
  return list === undefined ? undefined : { list, index: itemsAt(document, list).length };
}

function listIn(document: Json, pointer: string): string | undefined {
  const inside = ["/do", "/try", "/fork/branches", "/foreach/do"].map((end) => pointer + end);
  const vacant = vacantIn(document).get(pointer);
  return vacant ?? inside.find((list) => itemsAt(document, list).length > 0);
}

/** After which task, and in which block. */
export function whereabouts(document: Json, pointer: string): string {
  const standing = standingOf(document, pointer);
  const block = blocksOf(document).find((one) => one.pointer === standing?.list);
  if (standing === undefined || block === undefined) return "";
  const before = block.items[standing.index - 1];
  const place =
    before === undefined ? say("drawing.atBeginning") : say("drawing.after", { name: before.name });
  const name = block.owner === undefined ? "" : nameAt(document, block.owner);
  return say("drawing.heard.place", { place, list: say(`drawing.list.${block.role}`, { name }) });
}
