/**
 * Changes of a document's values. A new document shares with the old one all that stays, by which
 * its text is changed nowhere else.
 *
 * Never: a look at text, nor a change of the document that was given.
 */
import { isObject, type Json } from "../json";
import { stepsOf } from "../yaml/tree";

type Change = (before: Json | undefined) => Json | undefined;

/** What a pointer names; nothing where nothing is. */
export function valueAt(document: Json, pointer: string): Json | undefined {
  let here: Json | undefined = document;
  for (const step of stepsOf(pointer)) here = here === undefined ? undefined : inner(here, step);
  return here;
}

/** With this value there. Maps on the way are made; a `-` at the end of a list is one more item. */
export function withValue(document: Json, pointer: string, value: Json): Json {
  return changedAt(document, pointer, () => value);
}

/** Without what stands there. */
export function withoutValue(document: Json, pointer: string): Json {
  return changedAt(document, pointer, () => undefined);
}

/**
 * With another value there, made from the one that is; nothing takes it away. Where the way there
 * leads through a text or number, all stays as it is.
 */
export function changedAt(document: Json, pointer: string, change: Change): Json {
  const found = stepped(document, stepsOf(pointer), change);
  return found ?? document;
}

/** With another key where one is, in the same place. Another that has this key stays: nothing. */
export function renamedKey(document: Json, pointer: string, key: string): Json | undefined {
  const steps = stepsOf(pointer);
  const old = steps.at(-1);
  const parent = valueAt(document, pointer.slice(0, pointer.lastIndexOf("/")));
  if (old === undefined || parent === undefined || !isObject(parent)) return undefined;
  if (old === key) return document;
  if (!Object.hasOwn(parent, old) || Object.hasOwn(parent, key)) return undefined;
  return changedAt(document, pointer.slice(0, pointer.lastIndexOf("/")), () =>
    Object.fromEntries(
      Object.entries(parent).map(([name, value]) => [name === old ? key : name, value]),
    ),
  );
}

function inner(value: Json, step: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[indexOf(step) ?? -1];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function indexOf(step: string): number | undefined {
  return /^(?:0|[1-9]\d*)$/.test(step) ? Number(step) : undefined;
}

function stepped(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  change: Change,
): Json | undefined {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return listStepped(value as readonly Json[], step, rest, change);
  if (value !== undefined && value !== null && !isObject(value)) return value;
  const map = value ?? {};
  const before = Object.hasOwn(map, step) ? map[step] : undefined;
  const after = stepped(before, rest, change);
  if (after === before) return value;
  if (after !== undefined && before !== undefined)
    return Object.fromEntries(
      Object.entries(map).map(([key, one]) => [key, key === step ? after : one]),
    );
  const others = Object.entries(map).filter(([key]) => key !== step);
  return Object.fromEntries(after === undefined ? others : [...others, [step, after]]);
}

function listStepped(
  list: readonly Json[],
  step: string,
  rest: readonly string[],
  change: Change,
): Json {
  const index = step === "-" ? list.length : indexOf(step);
  if (index === undefined || index > list.length) return list;
  const before = list[index];
  const after = stepped(before, rest, change);
  if (after === before) return list;
  return list.toSpliced(index, 1, ...(after === undefined ? [] : [after]));
}
