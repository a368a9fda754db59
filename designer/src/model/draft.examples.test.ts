/**
 * Every document of the standard and of ours, edited at random in both views.
 *
 * Never: a line changed that the edit was not about, nor an undo that leaves a trace.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { DOCUMENTS } from "../testing/documents";
import { Random, randomScalar } from "../testing/random";
import { copiedTasks, tasksOfText } from "./clipboard";
import { type Draft, draftOf, drawn, type Drawn, filledIn, isStale, typed } from "./draft";
import { type Edited, itemsAt, nameOfItem } from "./editing/items";
import {
  duplicateTasks,
  insertTask,
  moveTasks,
  pasteTasks,
  removeTasks,
  renameTask,
  unwrapTask,
  wrapTasks,
} from "./editing/tasks";
import { valueAt } from "./editing/values";
import { type Block, blocksOf } from "./graphBlocks";
import { isTask } from "./graphTypes";
import { historyOf, NO_SELECTION, recorded, redone, undone } from "./history";
import type { Json } from "./json";
import { isSame } from "./schemaSame";
import { readText } from "./yaml/read";

const ROUNDS = 6;

type Kind =
  "insert" | "remove" | "rename" | "move" | "duplicate" | "paste" | "wrap" | "unwrap" | "fill";
const KINDS: readonly Kind[] = [
  ...(["insert", "remove", "rename", "move", "duplicate", "paste", "wrap", "unwrap"] as const),
  ...(["fill", "fill"] as const),
];

function documentOf({ shown }: Draft): Json {
  return shown?.document ?? null;
}

function pointersIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap(({ items }) => items.map(({ id }) => id));
}

function editAtRandom(document: Json, kind: Kind, random: Random): Edited | undefined {
  const blocks = blocksOf(document);
  const { pointer: list, items } = random.pick(blocks);
  const pointers = pointersIn(blocks);
  const index = random.below(items.length + 1);
  if (kind === "insert") return insertTask(document, list, index, ["task", { set: { a: "b" } }]);
  if (pointers.length === 0) return undefined;
  const some = [random.pick(pointers), random.pick(pointers)];
  const [one = ""] = some;
  switch (kind) {
    case "remove":
      return removeTasks(document, some);
    case "rename":
      return renameTask(document, one, random.pick(["renamed", "a b", "on", "1", "x: y"]));
    case "move":
      return moveTasks(document, some, list, index);
    case "duplicate":
      return duplicateTasks(document, some);
    case "paste": {
      const tasks = tasksOfText(copiedTasks(document, some)) ?? [];
      return pasteTasks(document, list, index, tasks);
    }
    case "wrap":
      return wrapTasks(document, [one], random.pick(["do", "for", "try", "fork"] as const), "all");
    case "unwrap":
      return unwrapTask(document, one);
    case "fill":
      return undefined;
  }
}

function drawnAtRandom(draft: Draft, kind: Kind, random: Random): Drawn | undefined {
  if (kind !== "fill") return drawn(draft, (document) => editAtRandom(document, kind, random));
  const tasks = pointersIn(blocksOf(documentOf(draft)));
  if (tasks.length === 0) return undefined;
  const place = random.pick(["/metadata/note", "/if", "/output/as", "/with/body"]);
  return filledIn(draft, random.pick(tasks) + place, randomScalar(random));
}

/** Whether all of these lines stand in the others, in their order. */
function standIn(lines: readonly string[], others: readonly string[]): boolean {
  let at = 0;
  for (const line of others) if (line === lines[at]) at += 1;
  return at === lines.length;
}

const comments = (text: string) => (text.match(/(?<=^|\s)#.*$/gm) ?? []).sort();

function check(before: Draft, kind: Kind, found: Drawn): void {
  const { draft } = found;
  const reading = readText(draft.text);
  expect(reading.ok && isSame(reading.source.json, documentOf(draft))).toBe(true);
  for (const pointer of found.focus)
    expect(valueAt(documentOf(draft), pointer), pointer).toBeDefined();
  const lines = before.text.split("\n");
  const after = draft.text.split("\n");
  const gone = lines.filter((line) => !after.includes(line));
  if (kind === "insert" || kind === "paste" || kind === "duplicate") {
    // A list that held nothing loses its brackets, one in brackets gets more on its line.
    const others = gone.length > 1 ? lines : lines.filter((line) => !gone.includes(line));
    expect(standIn(others, after), draft.text).toBe(true);
  }
  // What an anchor spoke for is written out where the anchor goes.
  if (kind === "remove" && before.shown?.source.anchored === false)
    expect(after.filter((line) => !lines.includes(line)).length).toBeLessThan(3);
  if (kind === "rename") expect(after.length).toBe(lines.length);
  if (kind === "move" || kind === "wrap" || kind === "unwrap" || kind === "rename")
    expect(comments(draft.text)).toEqual(comments(before.text));
}

describe.each(DOCUMENTS)("$name", ({ text }) => {
  it("is drawn on without a change of what the edit isn't about", () => {
    for (let seed = 0; seed < ROUNDS; seed++) {
      const random = new Random(seed);
      let draft = draftOf(text);
      for (let step = 0; step < 3; step++) {
        const kind = random.pick(KINDS);
        const found = drawnAtRandom(draft, kind, random);
        if (found === undefined) continue;
        check(draft, kind, found);
        draft = found.draft;
      }
    }
  });

  it("is typed and drawn by turns, and all of it is undone", () => {
    for (let seed = 0; seed < ROUNDS; seed++) {
      const random = new Random(seed);
      let draft = draftOf(text);
      let history = historyOf(text);
      for (let step = 0; step < 6; step++) {
        const kind = random.pick(KINDS);
        const isTyped = random.chance(0.4);
        const at = random.below(draft.text.length + 1);
        const type = () =>
          draft.text.slice(0, at) +
          random.pick(["\n", "x", ": ", "[", "'", "# c\n"]) +
          draft.text.slice(at);
        const shown = draft.shown;
        if (isTyped) draft = typed(draft, type());
        else draft = drawnAtRandom(draft, kind, random)?.draft ?? draft;
        if (isStale(draft)) expect(draft.shown).toBe(shown);
        history = recorded(history, draft.text, { selection: NO_SELECTION, at: step * 5000 });
      }
      const end = draft.text;
      while (history.past.length > 0) history = undone(history);
      expect(history.text).toBe(text);
      expect(typed(draft, history.text)).toEqual(draftOf(text));
      while (history.future.length > 0) history = redone(history);
      expect(history.text).toBe(end);
    }
  });

  it("is shown with all of its tasks", () => {
    const draft = draftOf(text);
    const pointers = pointersIn(blocksOf(documentOf(draft)));
    const nodes = draft.shown?.graph.nodes.filter(isTask) ?? [];
    const tasks = nodes.filter(({ kind }) => kind !== "catch").map(({ id }) => id);
    expect(new Set(pointers)).toEqual(new Set(tasks));
    expect(tasks.length).toBeGreaterThanOrEqual(
      itemsAt(documentOf(draft), "/do").filter(nameOfItem).length,
    );
  });
});
