/**
 * JSON text as a person writes and reads it: where it is broken, and every digit as it came.
 *
 * Never: an integer rounded to what a JavaScript number holds.
 */

import { type Place, placeOfFault } from "./place";

export type Json =
  null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

export type Reading =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly place?: Place };

type Reviver = (key: string, value: Json, context?: { readonly source?: string }) => Json;

/** Parse; integers that a number can't hold become bigints where the browser shows their text. */
export function parse(text: string): Json {
  const keep: Reviver = (_, value, context) => {
    const exact = typeof value !== "number" || Number.isSafeInteger(value);
    const source = context?.source;
    return exact || source === undefined || !/^-?\d+$/.test(source) ? value : BigInt(source);
  };
  return JSON.parse(text, keep) as Json;
}

/** What a person typed as input: JSON as it stands, or where it is not. Nothing typed is null. */
export function read(typed: string): Reading {
  const text = typed.trim() === "" ? "null" : typed;
  try {
    JSON.parse(text);
    return { ok: true, text };
  } catch {
    const place = placeOfFault(text);
    return place === undefined ? { ok: false } : { ok: false, place };
  }
}

export type Piece = { readonly kind: "plain" | "key" | "text" | "number" | "word"; text: string };

/** The value on indented lines, each in pieces of one colour. */
export function print(value: Json): Piece[][] {
  const lines: Piece[][] = [[]];
  write(value, "", lines);
  return lines;
}

/** The value as text, as it is copied. */
export function textOf(value: Json): string {
  return print(value)
    .map((line) => line.map((piece) => piece.text).join(""))
    .join("\n");
}

function write(value: Json, indent: string, lines: Piece[][]): void {
  if (value === null || typeof value === "boolean") put(lines, "word", String(value));
  else if (typeof value === "number" || typeof value === "bigint")
    put(lines, "number", String(value));
  else if (typeof value === "string") put(lines, "text", JSON.stringify(value));
  else if (isList(value)) {
    const items = value.map((item) => [undefined, item] as const);
    writeAll(items, "[", "]", indent, lines);
  } else writeAll(Object.entries(value), "{", "}", indent, lines);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function writeAll(
  items: readonly (readonly [string | undefined, Json])[],
  open: string,
  close: string,
  indent: string,
  lines: Piece[][],
): void {
  put(lines, "plain", open);
  const deeper = `${indent}  `;
  items.forEach(([key, item], index) => {
    lines.push([]);
    put(lines, "plain", deeper);
    if (key !== undefined) {
      put(lines, "key", JSON.stringify(key));
      put(lines, "plain", ": ");
    }
    write(item, deeper, lines);
    if (index < items.length - 1) put(lines, "plain", ",");
  });
  if (items.length > 0) {
    lines.push([]);
    put(lines, "plain", indent);
  }
  put(lines, "plain", close);
}

function put(lines: Piece[][], kind: Piece["kind"], text: string): void {
  lines.at(-1)?.push({ kind, text });
}

export function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How an expression names this place: `.items[0].name`. */
export function pathOf(steps: readonly (string | number)[]): string {
  const path = steps.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  const text = path.join("");
  return text.startsWith(".") ? text : `.${text}`;
}
