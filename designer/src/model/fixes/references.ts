/**
 * Fixes of what names something elsewhere: functions, secrets, errors, variables, parts of `use`.
 *
 * Never: a secret's value; what is declared is its name.
 */
import { valueAt } from "../editing/values";
import { isObject, type Json } from "../json";
import { type Fix, type Mender, textAt, write, writing } from "./fix";
import { listedIn, meantIn, quotedIn, wordIn } from "./hints";

/** Another function of nearly that name, or the newest version of this one. */
export const unknownFunction: Mender = ({ pointer, remedy }, document) => {
  const call = textAt(document, pointer);
  if (call === undefined) return [];
  const [name = "", ...version] = call.split(":");
  const near = meantIn(remedy);
  const newest = listedIn(remedy).at(-1);
  const word = wordIn(remedy);
  if (near !== undefined) return [write(pointer, [near, ...version].join(":"))];
  if (newest !== undefined) return [write(pointer, `${name}:${newest}`)];
  return word === undefined ? [] : [write(pointer, word)];
};

export const functionVersion: Mender = ({ pointer, remedy }, document) => {
  const word = wordIn(remedy);
  return word === undefined || textAt(document, pointer) === undefined
    ? []
    : [write(pointer, word)];
};

export const unknownSecret: Mender = ({ pointer, message, remedy }, document) => {
  const name = quotedIn(message);
  if (name === undefined) return [];
  const near = meantIn(remedy);
  const text = textAt(document, pointer);
  const declare = writing("declareSecret", { name }, "/use/secrets", (before) =>
    isList(before) ? [...before, name] : (before ?? [name]),
  );
  if (near === undefined || text === undefined) return [declare];
  const other = text === name ? near : text.replaceAll(`$secrets.${name}`, `$secrets.${near}`);
  return [replaced(pointer, near, other), declare];
};

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A part of a text, told by what it becomes. */
function replaced(pointer: string, name: string, text: string): Fix {
  return writing("write", { value: name }, pointer, () => text);
}

export const unknownVariable: Mender = ({ pointer, message, remedy }, document) => {
  const name = /^The variable (\$\w+) /.exec(message)?.[1];
  const near = meantIn(remedy);
  const text = textAt(document, pointer);
  if (name === undefined || near === undefined || text === undefined) return [];
  const other = text.replaceAll(new RegExp(`\\${name}\\b`, "g"), () => `$${near}`);
  return [replaced(pointer, `$${near}`, other)];
};

/** By name, alone or behind `use`. */
export const unknownReference: Mender = ({ pointer, remedy }, document) => {
  const near = meantIn(remedy);
  const value = valueAt(document, pointer);
  if (near === undefined || value === undefined) return [];
  if (isObject(value))
    return typeof value["use"] === "string" ? [write(`${pointer}/use`, near)] : [];
  return typeof value === "string" ? [write(pointer, near)] : [];
};

const ERROR = { type: "https://serverlessworkflow.io/spec/1.0.0/errors/runtime", status: 500 };

export const unknownError: Mender = (problem, document) => {
  const name = textAt(document, problem.pointer);
  const known = unknownReference(problem, document);
  if (name === undefined) return known;
  const define = writing("defineError", { name }, "/use/errors", (before) =>
    before === undefined || before === null
      ? { [name]: ERROR }
      : isObject(before)
        ? { ...before, [name]: ERROR }
        : before,
  );
  return [...known, define];
};
