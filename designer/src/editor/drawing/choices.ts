/**
 * What the palette offers: kinds of tasks and functions of the catalogue, with what they are found
 * by.
 *
 * Never: an old version of a function beside its newest; a task is given the newest.
 */
import type { FunctionShown } from "../../api/functions";
import type { TaskKind } from "../../model/graphTypes";
import {
  newCall,
  type NewKind,
  newTask,
  type NewTask,
  type NewWords,
} from "../../model/editing/newTasks";
import type { Json } from "../../model/json";
import { say } from "../../words";

export const GROUPS = ["people", "data", "flow", "time", "systems", "functions"] as const;
export type Group = (typeof GROUPS)[number];

export type Choice = {
  readonly key: string;
  readonly group: Group;
  readonly title: string;
  readonly summary: string;
  /** Everyday words by which it is looked for, beside its own. */
  readonly words: string;
  readonly icon: TaskKind | Group;
  readonly make: () => NewTask;
};

const KINDS: readonly (readonly [NewKind, Group, TaskKind | Group])[] = [
  ["approval", "people", "people"],
  ["form", "people", "people"],
  ["notify", "people", "people"],
  ["set", "data", "set"],
  ["switch", "flow", "switch"],
  ["fork", "flow", "fork"],
  ["for", "flow", "for"],
  ["try", "flow", "try"],
  ["do", "flow", "do"],
  ["raise", "flow", "raise"],
  ["wait", "time", "wait"],
  ["listen", "time", "listen"],
  ["emit", "time", "emit"],
  ["http", "systems", "call.http"],
  ["process", "systems", "run.workflow"],
  ["script", "systems", "run.script"],
];
/** These functions are offered as what they do already. */
const OFFERED = new Set(["approval", "form", "notify", "http"]);

export function choicesOf(functions: readonly FunctionShown[]): readonly Choice[] {
  const kinds = KINDS.map(([kind, group, icon]): Choice => ({
    key: kind,
    group,
    icon,
    title: say(`drawing.new.${kind}.title`),
    summary: say(`drawing.new.${kind}.summary`),
    words: say(`drawing.new.${kind}.words`),
    make: () => newTask(kind, wordsForNew()),
  }));
  const calls = functions
    .filter(({ newest, name }) => newest && !OFFERED.has(name))
    .map((one): Choice => ({
      key: `call:${one.name}`,
      group: "functions",
      icon: "call.function",
      title: one.title,
      summary: one.summary,
      words: "",
      make: () => newCall(one.call, one.input as Json),
    }));
  return [...kinds, ...calls];
}

function wordsForNew(): NewWords {
  return {
    subject: say("drawing.first.subject"),
    message: say("drawing.first.message"),
    field: say("drawing.first.field"),
    error: say("drawing.first.error"),
  };
}

/** Those in which each of the words is found: first in the title, then in what people call it. */
export function sought(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const ranked = choices.map((choice) => ({ choice, rank: rankOf(choice, words) }));
  const kept = ranked.filter(({ rank }) => rank < NOWHERE);
  return kept.sort((one, other) => one.rank - other.rank).map(({ choice }) => choice);
}

const NOWHERE = 4;

function rankOf({ key, title, summary, words }: Choice, sought: readonly string[]): number {
  const name = folded(title);
  const known = ` ${name} ${folded(words)} ${folded(key)}`;
  const all = `${known} ${folded(summary)}`;
  if (name.startsWith(sought.join(" "))) return 0;
  if (sought.every((word) => name.includes(word))) return 1;
  if (sought.every((word) => known.includes(` ${word}`))) return 2;
  return sought.every((word) => all.includes(word)) ? 3 : NOWHERE;
}

/** Without what people leave out when they type: capitals, accents, the marks of Arabic vowels. */
export function folded(text: string): string {
  const bare = text
    .toLocaleLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}|\u0640/gu, "");
  return bare
    .replaceAll(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
    .replaceAll("\u0629", "\u0647")
    .replaceAll("\u0649", "\u064a")
    .trim();
}

export type Shelf = { readonly key: Group | "recent"; readonly choices: readonly Choice[] };

/** By what they are for; above them those that were used last. */
export function shelves(choices: readonly Choice[], recent: readonly string[]): readonly Shelf[] {
  const used = recent.flatMap((key) => choices.find((one) => one.key === key) ?? []);
  const groups = GROUPS.map((key): Shelf => ({
    key,
    choices: choices.filter(({ group }) => group === key),
  }));
  return [{ key: "recent" as const, choices: used }, ...groups].filter(
    (shelf) => shelf.choices.length > 0,
  );
}

const RECENT = "baton-recently-inserted";
const MOST = 4;

export function recentlyUsed(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function used(key: string): void {
  const others = recentlyUsed().filter((one) => one !== key);
  try {
    localStorage.setItem(RECENT, JSON.stringify([key, ...others].slice(0, MOST)));
  } catch {
    // Without a memory, all of it stands in the palette in the same order each time.
  }
}
