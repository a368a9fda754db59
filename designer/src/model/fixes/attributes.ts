/**
 * Fixes of attributes: unknown and missing ones, and values of another type or form.
 *
 * Never: a value made up where there is no example of one.
 */
import { valueAt } from "../editing/values";
import { pointerStep } from "../graphValues";
import { isObject, type Json } from "../json";
import { add, lastOf, type Mender, remove, rename, textAt, write, writing } from "./fix";
import { exampleIn, expressionIn, listedIn, meantIn, nearest, wordIn } from "./hints";

export const unknownAttribute: Mender = ({ pointer, remedy }) => {
  const name = meantIn(remedy) ?? nearest(lastOf(pointer), listedIn(remedy));
  return [...(name === undefined ? [] : [rename(pointer, name)]), remove(pointer)];
};

/** What has no example in one line. */
const BEGINNINGS: Readonly<Record<string, Json>> = {
  do: [{ first: { wait: "PT1S" } }],
  branches: [{ first: { wait: "PT1S" } }],
};

export const missing: Mender = ({ pointer, message, remedy }) => {
  const name = /needs `(?:[^`]*\.)?([^`.]+)`\.$/.exec(message)?.[1];
  if (name === undefined) return [];
  const [example, value] = exampleIn(remedy) ?? [name, BEGINNINGS[name]];
  return value === undefined || example !== name ? [] : [add(pointer, name, value)];
};

export const wrongType: Mender = ({ pointer, message, remedy }, document) => {
  const value = valueAt(document, pointer);
  if (value === undefined) return [];
  if (/remove (?:it|the empty entry)\.$/.test(remedy)) return [remove(pointer)];
  if (isObject(value) && remedy.includes("`- ")) return [asList(pointer)];
  const word = wordIn(remedy);
  if (typeof value === "number" && word !== undefined) return [write(pointer, word)];
  const other = retyped(value, message, remedy);
  return other === undefined ? [] : [write(pointer, other)];
};

/** Tasks that stand in a map, each an item of a list. */
function asList(pointer: string) {
  return writing("makeList", {}, pointer, (before) =>
    before !== undefined && isObject(before)
      ? Object.entries(before).map(([name, body]) => ({ [name]: body }))
      : before,
  );
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "on"].map((word) => [word, true] as const),
  ...["false", "no", "off"].map((word) => [word, false] as const),
]);

function retyped(value: Json, message: string, remedy: string): Json | undefined {
  const quoted = /^Put it in quotes: [^:]+: '(.*)'\.$/.exec(remedy)?.[1];
  if (quoted !== undefined) return typeof value === "number" ? quoted : undefined;
  const wanted = / must be (a text|true or false|a whole number|a list)\b/.exec(message)?.[1];
  if (wanted === "a text" && (typeof value === "number" || typeof value === "boolean"))
    return `${value}`;
  if (wanted === "a list") return value === null ? [] : [value];
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (wanted === "true or false") return TRUTHS.get(text.toLowerCase());
  return wanted === "a whole number" && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const MOST_LISTED = 4;

export const wrongValue: Mender = ({ pointer, remedy }, document) => {
  const value = valueAt(document, pointer);
  if (value === undefined) return [];
  const listed = listedIn(remedy);
  if (listed.length > 0) {
    const near = typeof value === "string" ? nearest(value, listed) : undefined;
    const all = near === undefined ? listed.slice(0, MOST_LISTED) : [near];
    return all.map((one) => write(pointer, one));
  }
  if (remedy.endsWith(" or leave it out.")) return [remove(pointer)];
  const word = wordIn(remedy);
  return word === undefined || isObject(value) ? [] : [write(pointer, word)];
};

/** An expression that stands within a text. */
export const expression: Mender = ({ pointer, remedy }, document) => {
  const whole = expressionIn(remedy);
  return whole === undefined || textAt(document, pointer) === undefined
    ? []
    : [write(pointer, whole)];
};

/** What can't run yet, where the process can do without. */
export const unsupported: Mender = ({ pointer }) =>
  /^\/evaluate\/language$|\/run\/return$/.test(pointer) ? [remove(pointer)] : [];

/** Of a call: what the function doesn't take. */
export const argument: Mender = (problem, document) =>
  problem.message.includes(" takes no ") ? unknownAttribute(problem, document) : [];

export const taskKind: Mender = ({ pointer, remedy }) => {
  const name = meantIn(remedy);
  const strange = / for `([^`]+)`\?$/.exec(remedy)?.[1];
  if (name === undefined || strange === undefined) return [];
  return [rename(pointer + pointerStep(strange), name)];
};
