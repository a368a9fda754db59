/**
 * What has come of a trial so far: what it asks next, what its tasks have become, and what a
 * scenario made of it would expect.
 *
 * Never: more than the server has said.
 */
import type { Json } from "./json";
import { type Line, nameOf, type Task, tasksOf } from "./tasks";

export type Offered = {
  readonly name: string;
  readonly label: string;
  readonly style: "primary" | "danger" | "neutral";
  readonly comment: "none" | "optional" | "required";
  readonly goes: "on" | "end";
};
type Who = { readonly id: string; readonly name: string };

export type Open = {
  readonly body: string;
  readonly form: Json;
  readonly values: Json;
  readonly decisions: readonly Offered[];
  readonly sendBack: boolean;
  readonly stage: { readonly number: number; readonly of: number; readonly title: string };
  readonly requester: Who | null;
  readonly questions: readonly {
    readonly by: Who;
    readonly text: string;
    readonly answer: string | null;
  }[];
  readonly waitsFor: readonly (Who & { readonly state: string })[];
  readonly dueMs: number | null;
};

export type Asked = {
  readonly task: string;
  readonly visit: string;
  readonly kind: string;
  readonly subject: string;
  readonly status: string;
  readonly decision: string | null;
  readonly by: string | null;
  readonly asked: readonly string[];
  readonly reminded: number;
  readonly open: Open | null;
};
export type OpenAsked = Asked & { readonly open: Open };

export type Outcome = {
  readonly name: string;
  readonly passed: boolean;
  readonly faults: readonly string[];
  readonly status: string;
  readonly output: Json;
  readonly error: {
    readonly type: string;
    readonly status: number;
    readonly title?: string | null;
    readonly detail?: string | null;
  } | null;
  readonly tookMs: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly approvals: readonly Asked[];
  readonly unmocked: {
    readonly task: string;
    readonly function: string;
    readonly arguments: Json;
  } | null;
  readonly unresolved: readonly { readonly task: string; readonly approver: string }[];
  readonly paused: boolean;
  readonly nextMs: number | null;
  readonly listening: readonly { readonly task: string; readonly to: Json }[];
  readonly trace: readonly (Omit<Line, "at"> & { readonly atMs: number })[];
};

export type Next =
  | { readonly asks: "call"; readonly call: NonNullable<Outcome["unmocked"]> }
  | { readonly asks: "names"; readonly unresolved: Outcome["unresolved"] }
  | {
      readonly asks: "people";
      readonly approvals: readonly OpenAsked[];
      readonly listening: Outcome["listening"];
      /** To where the clock goes when nobody does anything. */
      readonly nextMs: number | null;
    }
  /** It has ended. */
  | { readonly asks: "nothing" }
  /** It can't go on; its faults say why. */
  | { readonly asks: "mending" };

const ENDED: ReadonlySet<string> = new Set(["completed", "faulted", "cancelled"]);

export function nextOf(outcome: Outcome): Next {
  const { unmocked, unresolved, approvals, listening, nextMs, status } = outcome;
  if (unmocked !== null) return { asks: "call", call: unmocked };
  if (unresolved.length > 0) return { asks: "names", unresolved };
  if (ENDED.has(status)) return { asks: "nothing" };
  const open = approvals.filter((one): one is OpenAsked => one.open !== null);
  if (open.length > 0 || listening.length > 0)
    return { asks: "people", approvals: open, listening, nextMs };
  return { asks: "mending" };
}

/** Faults that are no question: those of answers that came too late, or that were refused. */
export function faultsOf(outcome: Outcome): readonly string[] {
  const isAsked = outcome.unmocked !== null || outcome.unresolved.length > 0;
  return isAsked ? outcome.faults.slice(0, -1) : outcome.faults;
}

/** Its tasks in the order in which they began; moments are counted from 1970. */
export function tasksTried({ trace }: Pick<Outcome, "trace">): readonly Task[] {
  return tasksOf(trace.map(({ atMs, ...line }) => ({ ...line, at: momentAt(atMs) })));
}

function momentAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** What a scenario made of it expects; the calls and approvals that are chosen, by their tasks. */
export function expectationOf(
  outcome: Outcome,
  chosen: { readonly calls: boolean; readonly approvals: boolean; readonly output: boolean },
): Json {
  const { status, output, error, calls, approvals } = outcome;
  const asked = approvals.map((one) => [nameOf(one.task), decidedOf(one)] as const);
  const made = Object.entries(calls).filter(
    ([task]) => !approvals.some((one) => one.task === task),
  );
  return {
    ...(status !== "completed" && { status }),
    ...(status === "completed" && chosen.output && { output }),
    ...(error !== null && { error: { type: error.type, status: error.status } }),
    ...(chosen.calls && made.length > 0 && { calls: Object.fromEntries(made) }),
    ...(chosen.approvals && asked.length > 0 && { approvals: Object.fromEntries(asked) }),
  };
}

function decidedOf({ status, decision, by }: Asked): Json {
  if (decision === null) return { status };
  return { decision, ...(by !== null && { by }) };
}
