/**
 * What a run does now: which task waits for what until when.
 *
 * Never: a guess; what the trace does not tell is not said.
 */
import type { Course, Visit } from "./course";
import { isObject, type Json } from "./json";
import { type Line, nameOf } from "./tasks";

type Doing =
  | { readonly code: "works" | "calls" }
  | { readonly code: "waitsUntil"; readonly until: string }
  | { readonly code: "waitsForRun"; readonly run: string }
  | { readonly code: "listens"; readonly types: readonly string[] }
  | {
      readonly code: "asks";
      readonly approval: string;
      /** Names of those who were asked first. */
      readonly asked: readonly string[];
      readonly at: string;
    }
  | {
      readonly code: "retries";
      readonly until: string;
      readonly attempt: number;
      readonly why: string;
    }
  | { readonly code: "unsettled"; readonly why: string };

export type DoingTask = Doing & {
  /** Its visit, by which it is settled. */
  readonly key: string;
  readonly pointer: string;
  readonly name: string;
  readonly since: string;
};

export type Now = {
  readonly suspended: { readonly since: string; readonly reason: string } | undefined;
  readonly tasks: readonly DoingTask[];
};

export function nowOf({ suspended, innermost }: Course): Now {
  return {
    suspended: suspended && { since: suspended.at, reason: textOf(suspended.body["reason"]) },
    tasks: innermost.map((visit) => ({
      ...doing(visit),
      key: visit.key,
      pointer: visit.pointer,
      name: nameOf(visit.pointer),
      since: visit.since,
    })),
  };
}

function doing(visit: Visit): Doing {
  const { kind, body } = visit.last;
  const until = textOf(body["until"]);
  if (kind === "task.retried" && until !== "")
    return { code: "retries", until, attempt: visit.retries + 1, why: whyOf(body["error"]) };
  if (kind === "task.unsettled") return { code: "unsettled", why: whyOf(body["error"]) };
  return (
    (kind === "task.waiting" ? (people(visit.last) ?? rest(body)) : undefined) ?? {
      code: visit.type.startsWith("call") ? "calls" : "works",
    }
  );
}

/** People are asked; who, it said when they were. */
function people({ body: { approval, asked }, at }: Line): Doing | undefined {
  if (typeof approval !== "string" || !Array.isArray(asked)) return undefined;
  return { code: "asks", approval, asked: asked.map(String), at };
}

function rest({ until, run, types }: Line["body"]): Doing | undefined {
  if (typeof until === "string") return { code: "waitsUntil", until };
  if (typeof run === "string") return { code: "waitsForRun", run };
  return Array.isArray(types) ? { code: "listens", types: types.map(String) } : undefined;
}

function whyOf(error: Json | undefined): string {
  if (error === undefined || !isObject(error)) return "";
  return textOf(error["detail"]) || textOf(error["title"]);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
