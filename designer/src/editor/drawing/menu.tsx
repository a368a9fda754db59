/**
 * What can be done with the chosen tasks, as the menu, the bar and the list offer it.
 *
 * Never: an entry without effect; what these tasks can't be done to stands in no menu.
 */
import type { Icon } from "@tabler/icons-react";

import type { Point } from "../../canvas/layout";
import { type GraphNode, isTask } from "../../model/graphTypes";
import { AddIcon, CopyIcon, EditIcon, RemoveIcon } from "../../parts/icons";
import { shown } from "../../parts/useKeys";
import { say } from "../../words";
import type { Editing } from "../store";
import type { Deeds } from "./deeds";
import { placeAfter, placeBefore, placeInside } from "./placing";
import {
  CutIcon,
  DownIcon,
  DuplicateIcon,
  MoveToIcon,
  PasteIcon,
  SeveralIcon,
  UnwrapIcon,
  UpIcon,
  WrapIcon,
} from "./icons";
import type { StageStore } from "./stage";

export type Entry = {
  readonly key: string;
  readonly title: string;
  readonly icon: Icon;
  readonly keys?: string;
  readonly act: () => void;
};

type Means = {
  readonly deeds: Deeds;
  readonly stage: StageStore;
  readonly editing: Editing;
  /** Where the palette opens. */
  readonly at: () => Point;
};

/** In groups, as a menu parts them. */
export function entriesFor(chosen: readonly string[], means: Means): readonly (readonly Entry[])[] {
  const { deeds, stage, editing } = means;
  const nodes = editing.draft.shown?.graph.nodes ?? [];
  const tasks = nodes.filter((node) => isTask(node) && chosen.includes(node.id));
  const [only] = tasks.length === 1 ? tasks : [];
  if (tasks.length === 0) return [];
  const isCatch = tasks.some(({ kind }) => kind === "catch");
  const remove = entry("delete", RemoveIcon, () => deeds.remove(), say("drawing.key.delete"));
  if (isCatch) return [only === undefined ? [] : placing(only, means), [remove]];
  const editName = entry("rename", EditIcon, () => stage.setState({ renaming: only?.id }), "F2");
  return [
    only === undefined
      ? []
      : [...placing(only, means), ...growing(only, deeds, hasCatch(nodes, only))],
    [
      ...(only === undefined ? [] : [editName]),
      entry("duplicate", DuplicateIcon, () => deeds.duplicate(), shown("mod+d")),
      entry("copy", CopyIcon, () => void toClipboard(deeds), shown("mod+c")),
      entry("cut", CutIcon, () => void toClipboard(deeds, true), shown("mod+x")),
      entry("paste", PasteIcon, () => void fromClipboard(deeds), shown("mod+v")),
    ],
    [
      entry("up", UpIcon, () => deeds.step(-1), shown("mod+↑")),
      entry("down", DownIcon, () => deeds.step(1), shown("mod+↓")),
      entry("moveTo", MoveToIcon, () => stage.setState({ moving: true }), "M"),
      entry("several", SeveralIcon, () => deeds.chooseSeveral(!stage.getState().several), "X"),
    ],
    [...wrapping(deeds), ...(isBlock(only) ? [entry("unwrap", UnwrapIcon, deeds.unwrap)] : [])],
    [remove],
  ];
}

function wrapping(deeds: Deeds): Entry[] {
  const kinds = ["do", "for", "try", "fork"] as const;
  return kinds.map((kind) => ({
    key: `wrap.${kind}`,
    title: say(`drawing.do.wrap.${kind}`),
    icon: WrapIcon,
    act: () => deeds.wrap(kind),
  }));
}

/** A new task before, behind or in this one. */
function placing(node: GraphNode, { stage, editing, at }: Means): Entry[] {
  const { draft } = editing;
  const open = (key: "before" | "behind" | "inside", place: ReturnType<typeof placeInside>) =>
    place === undefined
      ? []
      : [entry(key, AddIcon, () => stage.setState({ palette: { at: at(), place } }))];
  const inside = open("inside", placeInside(draft, node.id));
  if (node.kind === "catch") return inside;
  return [
    ...open("before", placeBefore(draft, node.id)),
    ...open("behind", placeAfter(draft, node.id)),
    ...inside,
  ];
}

/** One more way through it. */
export function growing({ id, kind }: GraphNode, deeds: Deeds, hasCatch = false): Entry[] {
  if (kind === "switch") return [entry("addCase", AddIcon, () => deeds.addCase(id))];
  if (kind === "fork") return [entry("addBranch", AddIcon, () => deeds.addBranch(id))];
  return kind === "try" && !hasCatch ? [entry("addCatch", AddIcon, () => deeds.addCatch(id))] : [];
}

export function hasCatch(nodes: readonly GraphNode[], { id }: GraphNode): boolean {
  return nodes.some((node) => node.id === `${id}/catch`);
}

function isBlock(node: GraphNode | undefined): boolean {
  return node !== undefined && ["do", "for", "try", "fork"].includes(node.kind) && node.container;
}

type Named =
  | "delete"
  | "rename"
  | "duplicate"
  | "copy"
  | "cut"
  | "paste"
  | "up"
  | "down"
  | "moveTo"
  | "several"
  | "unwrap"
  | "before"
  | "behind"
  | "inside"
  | "addCase"
  | "addBranch"
  | "addCatch";

function entry(key: Named, icon: Icon, act: () => void, keys?: string): Entry {
  return { key, title: say(`drawing.do.${key}`), icon, act, ...(keys !== undefined && { keys }) };
}

/** By a press the page has to ask the browser; by keys it is told. */
async function toClipboard(deeds: Deeds, isCut = false): Promise<void> {
  const text = deeds.copied();
  if (text === "") return;
  try {
    await navigator.clipboard.writeText(text);
    if (isCut) deeds.remove();
  } catch {
    deeds.tell(say("drawing.noClipboard"));
  }
}

async function fromClipboard(deeds: Deeds): Promise<void> {
  try {
    deeds.paste(await navigator.clipboard.readText());
  } catch {
    deeds.tell(say("drawing.noClipboard"));
  }
}
