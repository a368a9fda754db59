/**
 * Values to try an expression on: those that a task had in some run, or that somebody has pinned.
 *
 * Never: a value that was cut off passed off as the whole; then there is none.
 */
import { type Json, parse } from "../json";
import { clippedOf } from "../tasks";

export type Values = {
  readonly input: Json;
  readonly output: Json | undefined;
  readonly context: Json;
  /** By their names without `$`. */
  readonly variables: Readonly<Record<string, Json>>;
};

/** One line of a trace, of a run or of a simulation. */
export type Told = {
  readonly kind: string;
  readonly task: string;
  readonly body: Readonly<Record<string, Json>>;
};

/** What the last visit of the task had; nothing where it never began, or its input was cut off. */
export function valuesAt(lines: readonly Told[], task: string): Values | undefined {
  const input = lastOf(lines, "task.started", task, "input");
  if (input === undefined) return undefined;
  const given = runInput(lines);
  const variables = given === undefined ? {} : { workflow: { input: given } };
  return { input, output: outputAt(lines, task), context: {}, variables };
}

export function outputAt(lines: readonly Told[], task: string): Json | undefined {
  return lastOf(lines, "task.completed", task, "output");
}

export function runInput(lines: readonly Told[]): Json | undefined {
  return lastOf(lines, "run.started", "", "input");
}

function lastOf(lines: readonly Told[], kind: string, task: string, name: string) {
  const line = lines.findLast((one) => one.kind === kind && one.task === task);
  const value = line?.body[name];
  return value === undefined || clippedOf(value) !== undefined ? undefined : value;
}

/** What an expression there is tried on. */
export type Trial = {
  readonly data: Json;
  readonly variables: Readonly<Record<string, Json>>;
};

/** `attribute` is that of the task in which the expression stands. */
export function trialOf(values: Values, attribute: string): Trial {
  const { input, output, context } = values;
  const isMade = attribute === "output" || attribute === "export";
  const made = isMade && output !== undefined ? { output } : {};
  return {
    data: isMade ? (output ?? null) : input,
    variables: { ...values.variables, context, input, ...made },
  };
}

/** Pinned values as they are kept and typed; nothing where the text is none of that kind. */
export function readPinned(text: string): Values | undefined {
  let read: Json;
  try {
    read = parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return undefined;
  const { input = null, output, context = {}, variables = {} } = read as Record<string, Json>;
  if (typeof variables !== "object" || variables === null || Array.isArray(variables))
    return undefined;
  return { input, output, context, variables: variables as Values["variables"] };
}
