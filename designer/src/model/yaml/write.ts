/**
 * Values as YAML, written as the document around them is.
 *
 * Never: a text that another reader takes for a number, a date or a boolean.
 */
import { isObject, type Json } from "../json";
import { resolved } from "./scalars";
import type { ScalarStyle } from "./tree";

/** How a document is written. */
export type Manner = {
  /** By how much what stands in a map is indented, and a list under its key. */
  readonly step: number;
  readonly listStep: number;
  /** Every text in double quotes, every map in braces: a document in JSON. */
  readonly json: boolean;
};

/** What stands behind a key or dash on its line, and the lines below, indented relative to it. */
export type Written = { readonly first: string | undefined; readonly rest: readonly string[] };

const INDICATOR = /^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.)/;
const UNSAFE = /: |\s#|:$|^\s|\s$|[\t\r\n]/;
/* eslint-disable-next-line no-control-regex -- these are what YAML has to escape */
const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/u;
const FLOW_MARKS = /[,[\]{}]/;
/** What other readers, of YAML 1.1, take for booleans, dates and times. */
const ELSEWHERE =
  /^(?:yes|no|on|off|[-+]?\.(?:inf|nan)|<<|=|\d{4}-\d\d?-\d\d?.*|[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?|[-+]?0b[01_]+|[-+]?\d[\d_]*(?:\.[\d_]*)?)$/i;

export function isPlain(text: string, flow: boolean): boolean {
  if (text === "" || INDICATOR.test(text) || UNSAFE.test(text) || HIDDEN.test(text)) return false;
  if (flow && (FLOW_MARKS.test(text) || text.includes(":") || /^[-?]/.test(text))) return false;
  return resolved(text) === text && !ELSEWHERE.test(text);
}

/** A text on one line, in the quotes that it had where it can keep them. */
export function textScalar(text: string, flow: boolean, style?: ScalarStyle): string {
  const double = HIDDEN.test(text) || /[\t\r\n]/.test(text);
  if (style === "double" || double) return quoted(text);
  if (style !== "single" && isPlain(text, flow)) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, (mark) => {
    return `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** What isn't a map or list, on one line. */
export function scalarText(value: Json, flow: boolean, json: boolean, style?: ScalarStyle): string {
  if (typeof value === "string") return textScalar(value, flow, json ? "double" : style);
  return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
}

export function keyText(key: string, flow: boolean, json: boolean, style?: ScalarStyle): string {
  if (json) return quoted(key);
  const quotes = style === "single" || style === "double" ? style : "plain";
  return textScalar(key, flow, quotes);
}

/** In braces or brackets, on one line. */
export function flowText(value: Json, json: boolean): string {
  if (Array.isArray(value))
    return `[${(value as readonly Json[]).map((item) => flowText(item, json)).join(", ")}]`;
  if (!isObject(value)) return scalarText(value, true, json);
  const pairs = Object.entries(value).map(
    ([key, item]) => `${keyText(key, true, json)}: ${flowText(item, json)}`,
  );
  if (pairs.length === 0) return "{}";
  return json ? `{${pairs.join(", ")}}` : `{ ${pairs.join(", ")} }`;
}

export function isEmpty(value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).length === 0;
}

/** A text of several lines as a literal, where it can be one without an indicator. */
export function literalLines(text: string): { header: string; lines: string[] } | undefined {
  const ends = text.endsWith("\n");
  const body = ends ? text.slice(0, -1) : text;
  const lines = body.split("\n");
  if (lines.length < 2 && !ends) return undefined;
  const [first = ""] = lines;
  const plain = lines.every((line) => line === "" || line.trim() !== "");
  if (!plain || /^[ \t]|^$/.test(first) || body.endsWith("\n") || /[\r]/.test(text))
    return undefined;
  if (HIDDEN.test(text)) return undefined;
  return { header: ends ? "|" : "|-", lines };
}

export function indented(lines: readonly string[], by: number): string[] {
  if (by <= 0) return [...lines];
  const space = " ".repeat(by);
  return lines.map((line) => (line === "" ? line : space + line));
}
