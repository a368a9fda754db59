/**
 * A document of one task alone, to try it with values of one's own: they come in as the run's input,
 * stand where the task finds them, and what it calls is answered by a scenario.
 *
 * Never: a value read as an expression; data comes as data, and only the author's own are evaluated.
 */
import type { Json } from "../json";
import { isList, isObject } from "../schemaShape";
import { nameAt } from "./taskAt";
import type { Values } from "./samples";

/** Under which the run's input holds the values; the rest of it is what the process was started with. */
const GIVEN = "baton:given";

export type OneTask = {
  readonly document: Json;
  /** What the run of it is given. */
  readonly input: Json;
  /** Pointers in this document. */
  readonly task: string;
  /** Of what evaluates the arguments of a call; nothing where there are none. */
  readonly arguments: string | undefined;
};

type Fields = Readonly<Record<string, Json>>;

/** Nothing where no task stands there. */
export function oneTask(document: Json, pointer: string, values: Values): OneTask | undefined {
  const task = fieldsAt(document, pointer);
  if (task === undefined || !isObject(document)) return undefined;
  const name = nameAt(pointer);
  const own: Fields = without(task, ["then"]);
  const shown = argumentsOf(own);
  const given = `$workflow.input["${GIVEN}"]`;
  const setting = { set: `\${ ${given}.input }` };
  const before: Json[] =
    shown === undefined ? [] : [{ batonArguments: shown }, { batonRestored: setting }];
  const inner: Json[] = [...before, { [name]: own }, ...stubs(own, name)];
  const kept = new Set(["workflow", "input", "context", "output"]);
  const variables = Object.keys(values.variables).filter((one) => !kept.has(one));
  const steps = [{ batonGiven: { ...setting, export: { as: `\${ ${given}.context }` } } }];
  const looped = variables.reduce<readonly Json[]>((list, variable, depth) => {
    const each = `\${ [${given}.variables[${JSON.stringify(variable)}]] }`;
    const loop = { for: { each: variable, at: `baton${depth}`, in: each }, do: list };
    return [{ [`batonLoop${depth}`]: loop }];
  }, inner);
  const within = variables.length === 0 ? "/do" : `/do/1${loopsTo(variables.length)}`;
  const first = variables.length === 0 ? 1 : 0;
  return {
    document: {
      document: document["document"] ?? null,
      ...(document["evaluate"] === undefined ? {} : { evaluate: document["evaluate"] }),
      ...usedBy(document),
      do: [...steps, ...looped],
    },
    input: { ...started(values), [GIVEN]: { ...values, output: null } },
    task: `${within}/${first + before.length}/${escaped(name)}`,
    arguments: shown === undefined ? undefined : `${within}/${first}/batonArguments`,
  };
}

/** From the outermost loop into the innermost: its tasks. */
function loopsTo(count: number): string {
  const names = Array.from({ length: count }, (_, depth) => `batonLoop${count - 1 - depth}`);
  return names.map((name, place) => `${place === 0 ? "" : "/0"}/${name}/do`).join("");
}

/** Extensions run around every task, and so around those that only bring the values. */
function usedBy(document: Fields): Fields {
  const use = document["use"];
  return isObject(use) ? { use: without(use, ["extensions"]) } : {};
}

function started({ variables }: Values): Fields {
  const workflow = variables["workflow"];
  const input = isObject(workflow) ? workflow["input"] : undefined;
  return isObject(input) ? input : {};
}

/** A task of the same place that makes what the call would be given. */
function argumentsOf(task: Fields): Json | undefined {
  if (typeof task["call"] !== "string" || !isObject(task["with"])) return undefined;
  const { if: condition, input } = task;
  return {
    ...(condition === undefined ? {} : { if: condition }),
    ...(input === undefined ? {} : { input }),
    set: veiled(task["with"]),
  };
}

/** A secret is read nowhere but in a call, so what reads one stands for itself. */
function veiled(value: Json): Json {
  if (typeof value === "string") return value.includes("$secrets") ? "•••" : value;
  if (isList(value)) return value.map(veiled);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, veiled(one)]));
}

const DIRECTIVES: ReadonlySet<string> = new Set(["continue", "exit", "end"]);
/** Ends its run, so that only one way is gone. */
const END: Json = { set: "${ . }", then: "end" };

/** Where a switch leads to tasks, something stands there; one that leads nowhere goes to the end. */
function stubs(task: Fields, own: string): readonly Json[] {
  const names = waysOf(task).filter((name) => name !== own);
  return names.length === 0 ? [] : ["batonEnd", ...names].map((name) => ({ [name]: END }));
}

/** Names of the tasks that a switch leads to. */
export function waysOf(task: Json): readonly string[] {
  const cases = isObject(task) ? task["switch"] : undefined;
  if (!isList(cases)) return [];
  const targets = cases.flatMap((one) =>
    isObject(one) ? Object.values(one).map((way) => (isObject(way) ? way["then"] : undefined)) : [],
  );
  const names = targets.filter((one) => typeof one === "string" && !DIRECTIVES.has(one));
  return [...new Set(names as string[])];
}

export function fieldsAt(document: Json, pointer: string): Fields | undefined {
  let here: Json | undefined = document;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isList(here)) here = here[Number(key)];
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return isObject(here) ? here : undefined;
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
