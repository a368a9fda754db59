/**
 * A trial of a process: what it was started with, and the answers that were given one by one. It is
 * one scenario that grows; the server plays it anew with each answer.
 *
 * Never: an answer made up, or one lost when another is taken back.
 */
import type { Json } from "./json";
import { nameOf } from "./tasks";
import { spanOfTime } from "./trialClock";

export type Reply = {
  readonly output?: Json;
  readonly error?: { readonly type: string; readonly status: number; readonly detail?: string };
  /** How long it takes. */
  readonly after?: string;
};

export const DOES = [
  "decide",
  "send-back",
  "ask",
  "answer",
  "reassign",
  "resubmit",
  "withdraw",
] as const;
export type Does = (typeof DOES)[number];

/** What a person does with what they are asked, as scenarios have it. */
export type Deed = {
  readonly by: Json;
  readonly after?: string;
  readonly task?: string;
  readonly do?: Does;
  readonly decision?: string;
  readonly comment?: string;
  readonly text?: string;
  readonly fields?: Json;
  readonly to?: string;
};

export type Happening = { readonly after?: string; readonly event: Json };

/** As in the files beside definitions; what else one holds stays in it. */
export type Scenario = {
  readonly input?: Json;
  readonly requester?: Json;
  readonly people?: Readonly<Record<string, Json>>;
  readonly calls?: Readonly<Record<string, Reply | readonly Reply[]>>;
  readonly events?: readonly Happening[];
  readonly decisions?: readonly Deed[];
  readonly expect?: Json;
  readonly [more: string]: unknown;
};

export type Answer =
  | { readonly kind: "call"; readonly task: string; readonly reply: Reply }
  | { readonly kind: "names"; readonly approver: string; readonly people: readonly Json[] }
  | { readonly kind: "deed"; readonly deed: Deed }
  | { readonly kind: "event"; readonly happening: Happening }
  /** Nobody does anything until then, in milliseconds since the start. */
  | { readonly kind: "wait"; readonly until: number };

export type Trial = { readonly base: Scenario; readonly answers: readonly Answer[] };

export function begun(input: Json, requester: string): Trial {
  const who = requester.trim();
  return { base: { input, ...(who !== "" && { requester: who }) }, answers: [] };
}

/** What a scenario says is played at once; what it expects is no part of a trial. */
export function trialOf({ expect: _, ...base }: Scenario): Trial {
  return { base, answers: [] };
}

export function answered(trial: Trial, answer: Answer): Trial {
  return { ...trial, answers: [...trial.answers, answer] };
}

/** Without the last answer. */
export function stepBack(trial: Trial): Trial {
  return { ...trial, answers: trial.answers.slice(0, -1) };
}

/** How long nobody need do anything. */
export function waitedUntil({ answers }: Trial): number {
  return Math.max(0, ...answers.map((one) => (one.kind === "wait" ? one.until : 0)));
}

export function scenarioOf({ base, answers }: Trial): Scenario {
  return answers.reduce(withAnswer, base);
}

function withAnswer(scenario: Scenario, answer: Answer): Scenario {
  switch (answer.kind) {
    case "call": {
      const before = scenario.calls?.[answer.task];
      const replies = [...repliesOf(before), answer.reply];
      const [only, ...others] = replies;
      const said = others.length === 0 && only !== undefined ? only : replies;
      return { ...scenario, calls: { ...scenario.calls, [answer.task]: said } };
    }
    case "names":
      return { ...scenario, people: { ...scenario.people, [answer.approver]: answer.people } };
    case "deed":
      return { ...scenario, decisions: [...(scenario.decisions ?? []), answer.deed] };
    case "event":
      return { ...scenario, events: [...(scenario.events ?? []), answer.happening] };
    case "wait":
      return scenario;
  }
}

function repliesOf(said: Reply | readonly Reply[] | undefined): readonly Reply[] {
  if (said === undefined) return [];
  return isList(said) ? said : [said];
}

function isList(said: Reply | readonly Reply[]): said is readonly Reply[] {
  return Array.isArray(said);
}

/** By its name, where no other task has it: so an answer stays its own when tasks are moved. */
export function keyOf(task: string, tasks: readonly string[]): string {
  const name = nameOf(task);
  return tasks.filter((one) => nameOf(one) === name).length > 1 ? task : name;
}

/** So long after where the clock stands, counted from the start. */
export function momentOf(now: number, delay: number): string | undefined {
  return now + delay === 0 ? undefined : spanOfTime(now + delay);
}

/** Answers of calls that no call has asked for, once the draft has become another. */
export function unneeded(
  trial: Trial,
  calls: Readonly<Record<string, number>>,
): readonly Extract<Answer, { kind: "call" }>[] {
  const made = (key: string) =>
    Object.entries(calls)
      .filter(([task]) => task === key || nameOf(task) === key)
      .reduce((sum, [, count]) => sum + count, 0);
  const given = new Map<string, number>();
  return trial.answers.filter((one) => {
    if (one.kind !== "call") return false;
    const turn = (given.get(one.task) ?? 0) + 1;
    given.set(one.task, turn);
    return turn > made(one.task);
  }) as Extract<Answer, { kind: "call" }>[];
}
