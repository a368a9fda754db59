/**
 * What all quick fixes are made of.
 *
 * Never: a sentence of the page; a fix has the key of one.
 */
import type { Edited } from "../editing/items";
import { standingOf } from "../editing/items";
import { changedAt, renamedKey, valueAt, withoutValue } from "../editing/values";
import { pointerStep } from "../graphValues";
import type { Json } from "../json";
import { stepsOf } from "../yaml/tree";
import type { Suggestion } from "./suggested";

/** As the check tells of it. */
export type Mendable = {
  readonly code: string;
  readonly pointer: string;
  readonly suggestions?: readonly Suggestion[];
};

/** Each has its words in the application, under `fixes`. */
export type FixKey =
  | "add"
  | "declareSecret"
  | "defineError"
  | "keepDefault"
  | "leadOn"
  | "leadTo"
  | "letPass"
  | "makeList"
  | "nest"
  | "remove"
  | "removeTask"
  | "rename"
  | "renameTask"
  | "split"
  | "write";

/** What can be done about a problem with one press. */
export type Fix = {
  readonly key: FixKey;
  readonly params: Readonly<Record<string, string>>;
  readonly edit: (document: Json) => Edited | undefined;
};

/** Those of one kind of problem. */
export type Mender = (problem: Mendable, document: Json) => readonly Fix[];

/** The innermost task, branch or case around a place. */
export function taskAround(document: Json, pointer: string): readonly string[] {
  for (let here = pointer; here !== ""; here = parentOf(here))
    if (standingOf(document, here) !== undefined) return [here];
  return [];
}

export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}

export function lastOf(pointer: string): string {
  return stepsOf(pointer).at(-1) ?? "";
}

/** Another value at a place; nothing takes away what is there. */
export function writing(
  key: FixKey,
  params: Fix["params"],
  pointer: string,
  change: (before: Json | undefined) => Json | undefined,
): Fix {
  const edit = (document: Json) => ({
    document: changedAt(document, pointer, change),
    focus: taskAround(document, pointer),
  });
  return { key, params, edit };
}

/** As people read it: short, on one line. */
export function written(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function write(pointer: string, value: Json): Fix {
  return writing("write", { value: written(value) }, pointer, () => value);
}

export function remove(pointer: string): Fix {
  const edit = (document: Json) => ({
    document: withoutValue(document, pointer),
    focus: taskAround(document, parentOf(pointer)),
  });
  return { key: "remove", params: { name: lastOf(pointer) }, edit };
}

/** The key of an attribute, not its value. */
export function rename(pointer: string, name: string): Fix {
  const edit = (document: Json) => {
    const next = renamedKey(document, pointer, name);
    return next === undefined
      ? undefined
      : { document: next, focus: taskAround(document, parentOf(pointer)) };
  };
  return { key: "rename", params: { name }, edit };
}

export function add(pointer: string, name: string, value: Json): Fix {
  return writing("add", { name }, pointer + pointerStep(name), () => value);
}

/** The text that stands at a place. */
export function textAt(document: Json, pointer: string): string | undefined {
  const value = valueAt(document, pointer);
  return typeof value === "string" ? value : undefined;
}
