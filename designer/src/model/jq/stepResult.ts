/**
 * What came of trying one step, read from what the simulator tells.
 *
 * Never: an output of another task taken for that of the step.
 */
import type { Json } from "../json";
import type { OneTask } from "./oneTask";
import { outputAt, type Told } from "./samples";
import { nameAt } from "./taskAt";

export type Outcome = {
  readonly status: string;
  readonly error: {
    readonly title?: string | null;
    readonly detail?: string | null;
    readonly type: string;
  } | null;
  readonly unmocked: { readonly task: string; readonly function: string } | null;
  readonly faults: readonly string[];
  readonly approvals: readonly { readonly asked: readonly string[] }[];
  readonly trace: readonly Told[];
};

export type StepResult = {
  readonly kind: "done" | "skipped" | "waiting" | "failed";
  readonly output: Json | undefined;
  /** Of a call, as they would be sent, secrets veiled. */
  readonly arguments: Json | undefined;
  /** The task that a switch leads to; nothing where it leads to none. */
  readonly way: string | undefined;
  /** In words, where it has failed. */
  readonly said: string | undefined;
  readonly asked: readonly string[];
};

export function stepResult(one: OneTask, outcome: Outcome): StepResult {
  const { trace, error, unmocked, approvals } = outcome;
  const output = outputAt(trace, one.task);
  const sent = one.arguments === undefined ? undefined : outputAt(trace, one.arguments);
  const said = error?.detail ?? error?.title ?? error?.type ?? unmockedSaid(outcome);
  const common = { output, arguments: sent, way: wayOf(one, trace), said };
  const asked = approvals.flatMap((approval) => approval.asked);
  if (error !== null || unmocked !== null) return { ...common, kind: "failed", asked };
  const isSkipped = trace.some(({ kind, task }) => kind === "task.skipped" && task === one.task);
  if (isSkipped) return { ...common, kind: "skipped", asked };
  return { ...common, kind: output === undefined ? "waiting" : "done", asked };
}

function unmockedSaid({ unmocked, faults }: Outcome): string | undefined {
  return unmocked === null ? undefined : faults[0];
}

/** What began behind the step. */
function wayOf(one: OneTask, trace: readonly Told[]): string | undefined {
  const end = trace.findIndex(({ kind, task }) => kind === "task.completed" && task === one.task);
  const next =
    end === -1 ? undefined : trace.slice(end).find(({ kind }) => kind === "task.started");
  const name = next === undefined ? undefined : nameAt(next.task);
  return name === "batonEnd" ? undefined : name;
}
