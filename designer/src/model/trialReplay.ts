/**
 * The answers of a trial given once more, after the process has changed: each where it is asked for,
 * until something is asked that none of them answers.
 *
 * Never: an answer forced on another question; one that is refused is taken back and told.
 */
import type { Json } from "./json";
import { isSame } from "./schemaSame";
import { type Answer, answered, type Deed, type Trial } from "./trial";
import { actsOf, written } from "./trialActs";
import { faultsOf, type Next, nextOf, type Outcome } from "./trialOutcome";

/** Answers that are still to be given, those that were refused, and how far it has come. */
export type Replayed = {
  readonly trial: Trial;
  readonly rest: readonly Answer[];
  readonly refused: readonly Answer[];
};

export type Play = (trial: Trial) => Promise<Outcome>;

/** From where the trial stands; `keyed` is by what name an answer knows a task. */
export async function replayed(
  from: Trial,
  answers: readonly Answer[],
  keyed: (task: string) => string,
  play: Play,
): Promise<Replayed> {
  let trial = from;
  let rest = answers;
  const refused: Answer[] = [];
  let outcome = await play(trial);
  while (rest.length > 0 && refused.length === 0) {
    const next = nextOf(outcome);
    const place = rest.findIndex((one) => fits(one, next, keyed));
    const found = rest[place];
    if (found === undefined) break;
    const answer = timed(found, next);
    const given = answered(trial, answer);
    const then = await play(given);
    rest = rest.toSpliced(place, 1);
    // What it is refused for stands beside the question, which is asked of the person again.
    if (faultsOf(then).length > faultsOf(outcome).length) refused.push(answer);
    else [trial, outcome] = [given, then];
  }
  return { trial, rest, refused };
}

/** Whether it answers what is asked. */
export function fits(answer: Answer, next: Next, keyed: (task: string) => string): boolean {
  const isOf = (task: string, key: string) => task === key || keyed(task) === key;
  switch (answer.kind) {
    case "call":
      return next.asks === "call" && isOf(next.call.task, answer.task);
    case "names":
      return (
        next.asks === "names" &&
        next.unresolved.some(({ approver }) => approver === answer.approver)
      );
    case "deed":
      return next.asks === "people" && isPossible(answer.deed, next, isOf);
    case "event":
      return next.asks === "people" && next.listening.length > 0;
    case "wait":
      return next.asks === "people" && next.nextMs !== null;
  }
}

type AskedPeople = Extract<Next, { asks: "people" }>;

function isPossible(
  { task, do: does = "decide", by, decision }: Deed,
  { approvals }: AskedPeople,
  isOf: (task: string, key: string) => boolean,
): boolean {
  return approvals.some((one) => {
    if (task !== undefined && !isOf(one.task, task)) return false;
    const { decisions } = one.open;
    if (decision !== undefined && !decisions.some(({ name }) => name === decision)) return false;
    return actsOf(one).some((act) => act.does === does && act.by.some((who) => isBy(who, by)));
  });
}

function isBy(who: { readonly id: string; readonly name: string }, by: Json): boolean {
  return isSame(written(who), by) || by === who.id || by === who.name;
}

/** Who waited, waits for what comes next now, though it may come at another time. */
function timed(answer: Answer, next: Next): Answer {
  const isWaiting = answer.kind === "wait" && next.asks === "people" && next.nextMs !== null;
  return isWaiting ? { kind: "wait", until: next.nextMs } : answer;
}
