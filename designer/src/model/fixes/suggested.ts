/**
 * Fixes that the check proposes itself: it knows the language, and which functions there are.
 *
 * Never: a change of what has become another value since; what would change nothing is no fix.
 */
import { valueAt } from "../editing/values";
import { isObject, type Json } from "../json";
import { add, type Fix, lastOf, parentOf, remove, rename, write, writing } from "./fix";

/** One change of the document, as the check tells it. */
export type Suggestion = {
  readonly change: "write" | "rename" | "add" | "remove" | "list";
  readonly pointer: string;
  readonly value: Json;
};

export function suggested(code: string, suggestion: Suggestion, document: Json): readonly Fix[] {
  const { change, pointer, value } = suggestion;
  const there = valueAt(document, pointer);
  if (change === "add") return there === undefined ? [added(pointer, value)] : [];
  if (there === undefined) return [];
  switch (change) {
    case "write":
      return [code === "unknown-target" ? led(pointer, value) : write(pointer, value)];
    case "rename":
      return typeof value === "string" ? [rename(pointer, value)] : [];
    case "remove":
      return [remove(pointer)];
    case "list":
      return [asList(pointer)];
  }
}

/** Where a `then` leads is told by where it leads, not by what is written. */
function led(pointer: string, value: Json): Fix {
  const name = typeof value === "string" ? value : "";
  return name === "continue"
    ? writing("leadOn", {}, pointer, () => value)
    : writing("leadTo", { name }, pointer, () => value);
}

const ERRORS = "/use/errors";

function added(pointer: string, value: Json): Fix {
  const list = parentOf(pointer);
  const name = lastOf(pointer);
  if (name === "-") return appended(list, value);
  if (list === ERRORS) return defined(name, value);
  return add(list, name, value);
}

/** At the end of a list, which is made where there is none. */
function appended(list: string, value: Json): Fix {
  const name = typeof value === "string" ? value : "";
  const key = list === "/use/secrets" ? "declareSecret" : "add";
  return writing(key, { name }, list, (before) => {
    if (before === undefined || before === null) return [value];
    return Array.isArray(before) ? [...(before as readonly Json[]), value] : before;
  });
}

function defined(name: string, value: Json): Fix {
  return writing("defineError", { name }, ERRORS, (before) => {
    if (before === undefined || before === null) return { [name]: value };
    return isObject(before) ? { ...before, [name]: value } : before;
  });
}

/** Tasks that stand in a map, each an item of a list. */
function asList(pointer: string): Fix {
  return writing("makeList", {}, pointer, (before) =>
    before !== undefined && isObject(before)
      ? Object.entries(before).map(([name, body]) => ({ [name]: body }))
      : before,
  );
}
