/**
 * What is offered while somebody writes an expression: fields and variables at hand, and functions.
 *
 * Never: a field in place of a text; within quotes nothing is offered.
 */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";

import { type Naming, namingAt, writeField } from "../../model/jq/following";
import { fieldsIn, type Scope, typeOf } from "../../model/jq/scope";
import { say } from "../../words";
import type { Words } from "./asking";

/** Names that are at hand come before functions. */
const NEAR = 2;
const FAR = -1;

export function completionsAt(
  before: string,
  scope: Scope,
  words: Words,
): { readonly from: number; readonly options: readonly Completion[] } | undefined {
  const naming = namingAt(before, scope);
  if (naming === undefined) return undefined;
  return { from: before.length - naming.length, options: offered(naming, scope, words) };
}

function offered({ kind, schema }: Naming, scope: Scope, words: Words): Completion[] {
  if (kind === "field") return fields(schema);
  const variables = rootsOf(scope, words);
  if (kind === "variable") return variables;
  const own = scope.find(({ name }) => name === ".");
  return [...fields(own?.schema ?? true), ...variables, ...functions(words)];
}

function fields(schema: Parameters<typeof fieldsIn>[0]): Completion[] {
  return fieldsIn(schema).map(({ name, title, type }) => ({
    label: writeField(name),
    type: "property",
    detail: say(`jq.types.${type}`),
    boost: NEAR,
    ...(title === undefined ? {} : { info: title }),
  }));
}

function rootsOf(scope: Scope, words: Words): Completion[] {
  const summaries = new Map(words.variables.map(({ name, summary }) => [name, summary]));
  return scope
    .filter(({ name }) => name !== ".")
    .map(({ name, schema }) => {
      const info = summaries.get(name);
      const detail = say(`jq.types.${typeOf(schema)}`);
      return {
        label: name,
        type: "variable",
        detail,
        boost: 1,
        ...(info === undefined ? {} : { info }),
      };
    });
}

function functions(words: Words): Completion[] {
  const named = words.functions.map(({ name, signature, summary, example }) => ({
    label: name,
    type: "function",
    detail: signature,
    info: `${summary}\n${example}`,
  }));
  const plain = [...words.keywords, ...words.formats];
  return [...named, ...plain.map((label) => ({ label, type: "keyword", boost: FAR }))];
}

/** Asked by the editor at each key. */
export function completing(scope: Scope, words: Words) {
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    const found = completionsAt(before, scope, words);
    if (found === undefined) return null;
    const isNothing = found.from === context.pos && !context.explicit;
    if (isNothing || found.options.length === 0) return null;
    // What is typed on narrows the list; a dot or bracket asks anew.
    return { from: found.from, options: [...found.options], validFor: /^[.$@]?\w*$/ };
  };
}
