/**
 * What can be written at a place of the text: the language's words, and names of tasks.
 *
 * By the lines above, because while one writes there is no tree that could be read.
 *
 * Never: a word that the language doesn't know there.
 */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

import { isTask } from "../../model/graphTypes";
import type { EditorStore } from "../store";

const DOCUMENT = ["document", "input", "use", "do", "timeout", "output", "schedule"];
const TASK = ["if", "input", "output", "export", "timeout", "then", "metadata"];
const KINDS = ["call", "do", "emit", "for", "fork", "listen", "raise", "run", "set", "switch"];
const MORE_KINDS = ["try", "wait"];
/** Keys by the key that they stand under. */
const UNDER: Readonly<Record<string, readonly string[]>> = {
  document: ["dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"],
  input: ["schema", "from"],
  output: ["schema", "as"],
  export: ["schema", "as"],
  schedule: ["every", "cron", "after", "on"],
  use: ["authentications", "errors", "functions", "retries", "secrets", "timeouts", "catalogs"],
  timeout: ["after"],
  wait: ["days", "hours", "minutes", "seconds", "milliseconds"],
  after: ["days", "hours", "minutes", "seconds", "milliseconds"],
  every: ["days", "hours", "minutes", "seconds", "milliseconds"],
  for: ["each", "in", "at"],
  fork: ["branches", "compete"],
  raise: ["error"],
  error: ["type", "status", "title", "detail", "instance"],
  run: ["workflow", "script", "shell", "container", "await", "return"],
  workflow: ["namespace", "name", "version", "input"],
  listen: ["to"],
  to: ["one", "any", "all", "until"],
  emit: ["event"],
  event: ["with"],
  catch: ["errors", "as", "when", "exceptWhen", "retry", "do"],
  retry: ["when", "exceptWhen", "delay", "backoff", "limit", "jitter"],
  schema: ["format", "document", "resource"],
};
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  call: ["with"],
  for: ["while", "do"],
  try: ["catch"],
  listen: ["foreach"],
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  call: ["http", "openapi", "grpc", "asyncapi"],
  then: ["continue", "exit", "end"],
  dsl: ["1.0.3"],
  method: ["get", "post", "put", "patch", "delete"],
  compete: ["true", "false"],
};

export function completing(editor: EditorStore) {
  return (context: CompletionContext): CompletionResult | null => {
    const { state, pos, explicit } = context;
    const line = state.doc.lineAt(pos);
    const written = line.text.slice(0, pos - line.from);
    const value = /^\s*(?:- )?([\w]+):\s+(\w*)$/.exec(written);
    const key = /^(\s*(?:- )?)(\w*)$/.exec(written);
    const [, name = "", begun = ""] = value ?? key ?? [];
    if ((value === null && key === null) || (begun === "" && !explicit)) return null;
    const from = pos - begun.length;
    const lines = linesAbove(context, line.number);
    const options =
      value === null
        ? keysAt(lines, name.length).map((label) => ({ label, apply: `${label}:` }))
        : valuesOf(editor, name);
    return options.length === 0 ? null : { from, options, validFor: /^\w*$/ };
  };
}

const MOST_LINES = 400;

function linesAbove({ state }: CompletionContext, number: number): readonly string[] {
  const lines: string[] = [];
  for (let at = number - 1; at > 0 && lines.length < MOST_LINES; at -= 1)
    lines.push(state.doc.line(at).text);
  return lines;
}

type Above = { readonly column: number; readonly key: string };

/** Keys by the lines above, the nearest first; `column` is where the new one begins. */
export function keysAt(lines: readonly string[], column: number): readonly string[] {
  if (column === 0) return DOCUMENT;
  const beside: string[] = [];
  let least = column;
  const around: Above[] = [];
  for (const line of lines) {
    const found = /^(\s*(?:- )?)("?[\w .-]+"?):/.exec(line);
    if (found === null) continue;
    const [, lead = "", key = ""] = found;
    if (lead.length === column && around.length === 0) beside.push(key);
    if (lead.length >= least) continue;
    least = lead.length;
    around.push({ column: least, key });
  }
  const [parent, grand] = around;
  const listed = new Set(["do", "try", "foreach", "branches"]);
  const known = UNDER[parent?.key ?? ""];
  // A task stands in a list, and its name in front of what it does.
  const isInTask = grand !== undefined && listed.has(grand.key);
  const wanted = isInTask
    ? [...KINDS, ...MORE_KINDS, ...TASK, ...beside.flatMap((key) => BESIDE[key] ?? [])]
    : (known ?? []);
  return wanted.filter((key) => !beside.includes(key));
}

function valuesOf(editor: EditorStore, name: string): Completion[] {
  const words = (VALUES[name] ?? []).map((label): Completion => ({ label }));
  if (name !== "then") return words;
  const nodes = editor.state.getState().draft.shown?.graph.nodes.filter(isTask) ?? [];
  const names = new Set(nodes.map((node) => node.name).filter((one) => one !== ""));
  return [...words, ...[...names].map((label): Completion => ({ label }))];
}
