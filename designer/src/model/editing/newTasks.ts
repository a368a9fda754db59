/**
 * What a new task of each kind looks like at first: as complete as it can be without knowing what
 * it is for, so that the check has little to say of it.
 *
 * Never: a word of a language; whoever makes one gives the words that people will read.
 */
import type { Json } from "../json";

export const NEW_KINDS = [
  "approval",
  "form",
  "notify",
  "http",
  "set",
  "switch",
  "fork",
  "for",
  "try",
  "do",
  "wait",
  "listen",
  "emit",
  "raise",
  "process",
  "script",
] as const;
export type NewKind = (typeof NEW_KINDS)[number];

/** A name and a body, as a list of tasks holds them. */
export type NewTask = readonly [name: string, body: Json];

/** What people read in a task before somebody has written it. */
export type NewWords = {
  readonly subject: string;
  readonly message: string;
  readonly field: string;
  readonly error: string;
};

const NAMES: Readonly<Record<NewKind, string>> = {
  approval: "ask",
  form: "fillIn",
  notify: "tell",
  http: "fetch",
  set: "remember",
  switch: "choose",
  fork: "sideBySide",
  for: "forEach",
  try: "attempt",
  do: "block",
  wait: "pause",
  listen: "await",
  emit: "publish",
  raise: "fail",
  process: "runProcess",
  script: "script",
};

export function newTask(kind: NewKind, words: NewWords): NewTask {
  return [NAMES[kind], bodyOf(kind, words)];
}

function bodyOf(kind: NewKind, words: NewWords): Json {
  switch (kind) {
    case "approval":
    case "form":
    case "notify":
      return { call: `${kind}:1.0.0@default`, with: askingOf(kind, words) };
    case "http":
      return {
        call: "http",
        with: { method: "get", endpoint: { uri: "https://example.com/" } },
      };
    case "set":
      return { set: { value: "" } };
    case "switch":
      return {
        switch: [{ yes: { when: "${ true }", then: "continue" } }, { no: { then: "continue" } }],
      };
    case "fork":
      return { fork: { branches: [remembered("one"), remembered("two")] } };
    case "for":
      return { for: { each: "item", in: "${ [] }" }, do: [] };
    case "try":
      return { try: [], catch: { as: "error", do: [] } };
    case "do":
      return { do: [] };
    case "wait":
      return { wait: { hours: 1 } };
    case "listen":
      return { listen: { to: { one: { with: { type: "com.example.happened" } } } } };
    case "emit":
      return {
        emit: {
          event: { with: { source: "https://example.com/", type: "com.example.happened" } },
        },
      };
    case "raise":
      return { raise: { error: raised(words) } };
    case "process":
      return { run: { workflow: { namespace: "default", name: "process", version: "1.0.0" } } };
    case "script":
      return { run: { script: { language: "javascript", code: "return null" } } };
  }
}

function askingOf(kind: "approval" | "form" | "notify", words: NewWords): Json {
  const manager = [{ manager: 1 }];
  if (kind === "approval") return { subject: words.subject, approvers: manager };
  if (kind === "notify") return { to: manager, subject: words.subject, body: words.message };
  return {
    subject: words.subject,
    people: manager,
    form: { type: "object", properties: { answer: { type: "string", title: words.field } } },
  };
}

function raised(words: NewWords): Json {
  return {
    type: "https://serverlessworkflow.io/spec/1.0.0/errors/runtime",
    status: 500,
    title: words.error,
  };
}

function remembered(name: string): Json {
  return { [name]: { set: { value: "" } } };
}

/** One that calls a function of the catalogue, with each value that it can't go without. */
export function newCall(call: string, schema: Json): NewTask {
  const name = /^[^:@]*/.exec(call)?.[0].split(/[^A-Za-z0-9]+/) ?? [];
  const camel = name
    .filter((word) => word !== "")
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  const values = filled(schema, 0);
  const isNothing = JSON.stringify(values) === "{}";
  return [camel === "" ? "call" : camel, isNothing ? { call } : { call, with: values }];
}

const DEEPEST = 5;

/** The least that a schema asks for. */
function filled(schema: Json, depth: number): Json {
  if (!isFields(schema)) return "";
  for (const key of ["default", "const"]) {
    const value = schema[key];
    if (value !== undefined) return value;
  }
  const examples = schema["examples"];
  const choices = schema["enum"];
  const [first] = [...listOf(choices), ...listOf(examples)];
  if (first !== undefined) return first;
  const type = schema["type"];
  const kind = Array.isArray(type) ? (type as readonly Json[])[0] : type;
  if (kind === "object" || isFields(schema["properties"] ?? null)) return object(schema, depth);
  if (kind === "array") return [];
  if (kind === "boolean") return false;
  if (kind === "number" || kind === "integer") {
    const least = schema["minimum"];
    return typeof least === "number" ? least : 0;
  }
  return kind === "null" ? null : "";
}

function object(schema: Readonly<Record<string, Json>>, depth: number): Json {
  const properties = schema["properties"] ?? null;
  if (!isFields(properties) || depth > DEEPEST) return {};
  const needed = listOf(schema["required"]).filter((one) => typeof one === "string");
  return Object.fromEntries(needed.map((key) => [key, filled(properties[key] ?? {}, depth + 1)]));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function isFields(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
