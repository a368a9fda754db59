/**
 * What each kind of task does, in one line, as data.
 *
 * Never: a judgement; what is missing or of another shape is left out.
 */
import type { Caught, Events, Retry, Schedule, Summary, TaskKind } from "./graphTypes";
import {
  at,
  type Fields,
  fieldsOf,
  firstLineOf,
  lastStep,
  lineOf,
  listOf,
  millisecondsOf,
  textAt,
} from "./graphValues";
import type { Json } from "./json";

const CALLS: ReadonlySet<string> = new Set(["http", "grpc", "openapi", "asyncapi", "mcp", "a2a"]);
const RUNS: ReadonlySet<string> = new Set(["workflow", "script", "shell", "container"]);
/** `for` and `try` first: a loop has a `do` beside it, and a try a `catch`. */
const KEYS = [
  "for",
  "try",
  "do",
  "set",
  "switch",
  "fork",
  "raise",
  "wait",
  "emit",
  "listen",
] as const;

export function kindOf(task: Fields | undefined): TaskKind {
  if (task === undefined) return "unknown";
  if (Object.hasOwn(task, "call")) return callKind(task["call"]);
  if (Object.hasOwn(task, "run")) return runKind(task["run"]);
  return KEYS.find((key) => Object.hasOwn(task, key)) ?? "unknown";
}

function callKind(call: Json | undefined): TaskKind {
  if (typeof call !== "string") return "unknown";
  return CALLS.has(call) ? (`call.${call}` as TaskKind) : "call.function";
}

function runKind(run: Json | undefined): TaskKind {
  const key = Object.keys(fieldsOf(run) ?? {}).find((one) => RUNS.has(one));
  return key === undefined ? "unknown" : (`run.${key}` as TaskKind);
}

type Summarise = (task: Fields, use: Json | undefined) => Summary | undefined;

const SUMMARIES: Readonly<Partial<Record<TaskKind, Summarise>>> = {
  set: (task) => setting(task["set"]),
  for: looping,
  fork: (task) => ({
    says: "branches",
    count: listOf(at(task, "fork", "branches")).length,
    compete: at(task, "fork", "compete") === true,
  }),
  wait: (task) => waiting(task["wait"]),
  raise: (task, use) => raising(at(task, "raise", "error"), use),
  emit: (task) => code(textAt(task, "emit", "event", "with", "type")),
  listen: (task) => ({
    says: "events",
    events: eventsOf(at(task, "listen", "to")),
    ...eachOf(task["foreach"]),
  }),
  "call.http": (task) =>
    call(
      textAt(task, "with", "method")?.toUpperCase(),
      textAt(task, "with", "endpoint") ?? textAt(task, "with", "endpoint", "uri"),
    ),
  "call.grpc": (task) =>
    call(textAt(task, "with", "method"), textAt(task, "with", "service", "name")),
  "call.openapi": (task) => call(textAt(task, "with", "operationId"), documentOf(task)),
  "call.asyncapi": (task) =>
    call(textAt(task, "with", "operation") ?? textAt(task, "with", "channel"), documentOf(task)),
  "call.mcp": (task) =>
    call(textAt(task, "with", "method"), textAt(task, "with", "parameters", "name")),
  "call.a2a": (task) => call(textAt(task, "with", "method"), textAt(task, "with", "server")),
  "call.function": (task) => code(textAt(task, "call")),
  "run.workflow": (task) => code(workflowOf(at(task, "run", "workflow"))),
  "run.script": (task) =>
    call(
      textAt(task, "run", "script", "language"),
      textAt(task, "run", "script", "source", "endpoint") ??
        firstLineOf(at(task, "run", "script", "code")),
    ),
  "run.shell": (task) => code(firstLineOf(at(task, "run", "shell", "command"))),
  "run.container": (task) => code(textAt(task, "run", "container", "image")),
};

/** `use` is the document's: what tasks refer to by name. */
export function summaryOf(
  kind: TaskKind,
  task: Fields | undefined,
  use: Json | undefined,
): Summary | undefined {
  return task && SUMMARIES[kind]?.(task, use);
}

function code(text: string | undefined): Summary | undefined {
  return text === undefined || text === "" ? undefined : { says: "code", text };
}

function call(verb: string | undefined, text: string | undefined): Summary | undefined {
  return verb === undefined || text === undefined
    ? code(verb ?? text)
    : { says: "call", verb, text };
}

function documentOf(task: Fields): string | undefined {
  const path = ["with", "document", "endpoint"];
  return textAt(task, ...path) ?? textAt(task, ...path, "uri");
}

function setting(value: Json | undefined): Summary | undefined {
  const fields = fieldsOf(value);
  if (fields === undefined) return code(lineOf(value));
  const [only, ...others] = Object.keys(fields);
  if (only === undefined) return undefined;
  return others.length === 0
    ? code(`${only} = ${lineOf(fields[only])}`)
    : { says: "values", names: [only, ...others].slice(0, 20).map(lineOf) };
}

function looping(task: Fields): Summary {
  const condition = textAt(task, "while");
  return {
    says: "loop",
    each: textAt(task, "for", "each") ?? "item",
    of: lineOf(at(task, "for", "in")),
    ...(condition !== undefined && { while: condition }),
  };
}

function waiting(value: Json | undefined): Summary | undefined {
  const milliseconds = millisecondsOf(value);
  return milliseconds === undefined ? code(lineOf(value)) : { says: "wait", milliseconds };
}

function raising(error: Json | undefined, use: Json | undefined): Summary | undefined {
  const named = typeof error === "string" ? error : undefined;
  const defined = named === undefined ? error : at(use, "errors", named);
  const type = textAt(defined, "type");
  const name = named ?? textAt(defined, "title") ?? (type && lastStep(type));
  if (name === undefined) return undefined;
  const status = lineOf(at(defined, "status"));
  return { says: "fault", name: lineOf(name), ...(status !== "" && { status }) };
}

function workflowOf(value: Json | undefined): string | undefined {
  const [namespace, name] = [textAt(value, "namespace"), textAt(value, "name")];
  if (name === undefined) return namespace;
  const version = textAt(value, "version");
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  return version === undefined ? path : `${path} ${version}`;
}

/** The name under which a body is given each event. */
export function eachOf(foreach: Json | undefined): { readonly each?: string } {
  return fieldsOf(foreach) === undefined ? {} : { each: textAt(foreach, "item") ?? "item" };
}

function eventsOf(to: Json | undefined): Events {
  const mode = (["all", "any", "one"] as const).find((one) => at(to, one) !== undefined) ?? "any";
  const filters = mode === "one" ? [at(to, "one") ?? null] : listOf(at(to, mode));
  const types = filters.slice(0, 20).map((filter) => textAt(filter, "with", "type") ?? "…");
  return { mode, types };
}

/** What a catch catches, and how often it tries again. */
export function catchSummary(value: Json | undefined, use: Json | undefined): Summary {
  const retry = retryOf(at(value, "retry"), use);
  return { says: "catch", caught: caughtOf(value), ...(retry !== undefined && { retry }) };
}

function caughtOf(value: Json | undefined): Caught {
  const filter = at(value, "errors", "with");
  const type = textAt(filter, "type");
  const parts = [type && lastStep(type), at(filter, "status"), at(filter, "title")];
  const error = parts.map(lineOf).filter((part) => part !== "");
  const condition = textAt(value, "when");
  return {
    ...(error.length > 0 && { error: error.join(" ") }),
    ...(condition !== undefined && { when: condition }),
  };
}

function retryOf(value: Json | undefined, use: Json | undefined): Retry | undefined {
  const name = typeof value === "string" ? value : undefined;
  const policy = name === undefined ? value : at(use, "retries", name);
  if (name === undefined && fieldsOf(policy) === undefined) return undefined;
  const times = at(policy, "limit", "attempt", "count");
  const milliseconds = millisecondsOf(at(policy, "delay"));
  return {
    ...(name !== undefined && { name: lineOf(name) }),
    ...(typeof times === "number" && { times }),
    ...(milliseconds !== undefined && { milliseconds }),
  };
}

/** What starts a run by itself. */
export function scheduleSummary(schedule: Json | undefined): Summary | undefined {
  const found = scheduleOf(schedule);
  return found && { says: "schedule", schedule: found };
}

function scheduleOf(schedule: Json | undefined): Schedule | undefined {
  const cron = textAt(schedule, "cron");
  if (cron !== undefined) return { kind: "cron", text: cron };
  for (const kind of ["every", "after"] as const) {
    const milliseconds = millisecondsOf(at(schedule, kind));
    if (milliseconds !== undefined) return { kind, milliseconds };
  }
  const on = at(schedule, "on");
  return fieldsOf(on) === undefined ? undefined : { kind: "on", events: eventsOf(on) };
}
