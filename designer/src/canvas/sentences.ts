/**
 * What a node and an edge say, in the language that is spoken: pieces of words and of code.
 *
 * Never: code among the words without its mark; it is read from left to right in every language.
 */
import {
  type Caught,
  type Events,
  type GraphEdge,
  type GraphNode,
  isTask,
  type Retry,
  type Schedule,
  type Summary,
  type TaskNode,
} from "../model/graphTypes";
import { conditionInWords } from "../model/jq/sayCondition";
import type { TaskShown } from "./shown";
import { locale, say, type Word } from "../words";
import { span } from "../words/times";

export type Piece = { readonly text: string; readonly code?: true };
export type Sentence = readonly Piece[];

/** The lines below a node's name. */
export function sentencesOf(node: GraphNode): readonly Sentence[] {
  const lines = node.summary === undefined ? [] : summarise(node.summary);
  const inside = node.inside === undefined ? [] : [hidden(node.inside)];
  const condition =
    node.condition === undefined ? [] : [compose("canvas.if", { condition: node.condition })];
  return [...condition, ...lines, ...inside];
}

function hidden(count: number): Sentence {
  return count === 0 ? words("canvas.vacant") : words("canvas.inside", { count });
}

/** What stands where a person gave no name. */
export function nameOf(node: TaskNode): string {
  return node.name === "" ? kindWord(node) : node.name;
}

export function kindWord(node: TaskNode): string {
  return say(`canvas.kind.${node.kind}`);
}

/** All of it in one line, as it is read out. */
export function describe(node: TaskNode, task: TaskShown | undefined, note?: string): string {
  const visits = task !== undefined && task.visits > 1 ? task.visits : undefined;
  const attempts = task?.attempts !== undefined && task.attempts > 1 ? task.attempts : undefined;
  return joined([
    // What is seen comes first and in one piece, so that it can be spoken to.
    nameOf(node),
    ...sentencesOf(node).map(plain),
    ...(node.name === "" ? [] : [kindWord(node)]),
    ...(task === undefined ? [] : [say(`status.${task.state}`)]),
    ...(visits === undefined ? [] : [say("canvas.visits", { count: visits })]),
    ...(attempts === undefined ? [] : [say("canvas.attempts", { count: attempts })]),
    ...(note === undefined ? [] : [note]),
  ]);
}

/** What an edge is called: its case with its condition, or why it is taken. */
export function labelOf(edge: GraphEdge): readonly Sentence[] {
  if (edge.kind === "next") return [];
  if (edge.kind !== "case") return [[{ text: say(`canvas.way.${edge.kind}`) }]];
  const name = [{ text: edge.name ?? "" }];
  return edge.when === undefined ? [name] : [name, [conditionOf(edge.when)]];
}

/** In words where there are some for it. */
function conditionOf(when: string): Sentence[number] {
  const text = conditionInWords(when, say);
  return text === undefined ? { text: when, code: true } : { text };
}

/** Where an edge leads, in words. */
export function wayOf(edge: GraphEdge, target: GraphNode): Sentence {
  const to = [
    {
      text: isTask(target)
        ? nameOf(target)
        : say(target.kind === "exit" ? "canvas.exit" : "canvas.stop"),
    },
  ];
  const [name, when = []] = labelOf(edge);
  if (name === undefined) return fill("canvas.to", { target: to });
  const way = when.length === 0 ? name : [...name, { text: " " }, ...when];
  return fill("canvas.toward", { way, target: to });
}

export function plain(sentence: Sentence): string {
  return sentence.map(({ text }) => text).join("");
}

/** One after the other, as the language joins them. */
export function joined(parts: readonly string[]): string {
  return parts.reduce((first, second) =>
    first === "" ? second : say("canvas.comma", { first, second }),
  );
}

function summarise(summary: Summary): readonly Sentence[] {
  switch (summary.says) {
    case "code":
      return [[{ text: summary.text, code: true }]];
    case "call":
      return [[{ text: `${summary.verb} ` }, { text: summary.text, code: true }]];
    case "values":
      return [[{ text: summary.names.join(", "), code: true }]];
    case "wait":
      return [words("canvas.wait", { span: lasting(summary.milliseconds) })];
    case "events":
      return [events(summary.events), ...each(summary.each)];
    case "loop": {
      const line = compose("canvas.loop", { each: summary.each, of: summary.of });
      if (summary.while === undefined) return [line];
      return [line, compose("canvas.while", { condition: summary.while })];
    }
    case "branches":
      return [
        words(summary.compete ? "canvas.compete" : "canvas.branches", { count: summary.count }),
      ];
    case "fault":
      return [[{ text: [summary.status, summary.name].filter(Boolean).join(" ") }]];
    case "catch":
      return [caught(summary.caught), ...retry(summary.retry)];
    case "schedule":
      return [schedule(summary.schedule)];
  }
}

function each(name: string | undefined): readonly Sentence[] {
  return name === undefined ? [] : [compose("canvas.each", { each: name })];
}

function events({ mode, types }: Events): Sentence {
  if (types.length === 0) return words("canvas.events.every");
  return compose(`canvas.events.${mode}`, { types: types.join(", ") });
}

function caught({ error, when }: Caught): Sentence {
  const name = error === undefined ? words("canvas.anyError") : [{ text: error }];
  return when === undefined ? name : [...name, { text: " " }, ...compose("canvas.when", { when })];
}

function retry(policy: Retry | undefined): readonly Sentence[] {
  if (policy === undefined) return [];
  const { name, times, milliseconds } = policy;
  const delay = milliseconds === undefined ? undefined : lasting(milliseconds);
  const again = delay === undefined ? words("canvas.again") : words("canvas.againAfter", { delay });
  const most = times === undefined ? [] : words("canvas.atMost", { count: times });
  const named = name === undefined ? [] : [{ text: name }];
  return [[{ text: joined([again, most, named].map(plain).filter((part) => part !== "")) }]];
}

function schedule(shown: Schedule): Sentence {
  switch (shown.kind) {
    case "cron":
      return compose("canvas.schedule.cron", { times: shown.text });
    case "every":
    case "after":
      return words(`canvas.schedule.${shown.kind}`, { span: lasting(shown.milliseconds) });
    case "on":
      return [...words("canvas.schedule.on"), { text: " " }, ...events(shown.events)];
  }
}

function words(word: Word, values: Readonly<Record<string, string | number>> = {}): Sentence {
  return [{ text: say(word, values) }];
}

/** A sentence with code in its places. */
function compose(word: Word, code: Readonly<Record<string, string>>): Sentence {
  const pieces = Object.entries(code).map(([place, text]) => [place, [{ text, code: true }]]);
  return fill(word, Object.fromEntries(pieces) as Readonly<Record<string, Sentence>>);
}

/** A sentence with others in its places. */
function fill(word: Word, sentences: Readonly<Record<string, Sentence>>): Sentence {
  // Split at its places, so that nothing in what is filled in is taken for one.
  return say(word)
    .split(/\{(\w+)\}/)
    .flatMap((text, index) => (index % 2 === 0 ? [{ text }] : (sentences[text] ?? [])))
    .filter(({ text }) => text !== "");
}

/** A span as it was written: what was measured is rounded, this is not. */
function lasting(milliseconds: number): string {
  if (milliseconds < 1_000 || milliseconds >= 60_000) return span(milliseconds);
  const seconds = { style: "unit", unit: "second", unitDisplay: "narrow" } as const;
  return new Intl.NumberFormat(locale(), seconds).format(milliseconds / 1_000);
}
