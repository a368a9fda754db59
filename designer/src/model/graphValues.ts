/**
 * Looking into a document of any shape, and what of it fits on a line.
 *
 * Never: a failure; what isn't there or has another shape is undefined.
 */
import { isObject, type Json } from "./json";

const LONGEST = 160;
const UNIT_MILLISECONDS: Readonly<Record<string, number>> = {
  weeks: 604_800_000,
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
  milliseconds: 1,
};
const ISO =
  /^P(?!$)(?:(?<weeks>[\d.]+)W)?(?:(?<days>[\d.]+)D)?(?:T(?:(?<hours>[\d.]+)H)?(?:(?<minutes>[\d.]+)M)?(?:(?<seconds>[\d.]+)S)?)?$/;

export type Fields = Readonly<Record<string, Json>>;

export function fieldsOf(value: Json | undefined): Fields | undefined {
  return value !== undefined && isObject(value) ? value : undefined;
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** What stands at the end of these keys. */
export function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let here = value;
  for (const key of keys) {
    const fields = fieldsOf(here);
    if (fields === undefined || !Object.hasOwn(fields, key)) return undefined;
    here = fields[key];
  }
  return here;
}

/** On one line, without the `${ }` of an expression, and no longer than a line can be. */
export function lineOf(value: Json | undefined): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? bare(value) : written(value);
  // What no line can show isn't looked at either; a document may hold much.
  const line = text
    .slice(0, LONGEST * 2)
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** Of several lines the first that says something. */
export function firstLineOf(value: Json | undefined): string {
  if (typeof value !== "string") return lineOf(value);
  return lineOf(value.split("\n", 50).find((line) => line.trim() !== "") ?? "");
}

/** The text at the end of these keys, on one line; nothing where it is empty or no text. */
export function textAt(value: Json | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  return typeof found === "string" && found.trim() !== "" ? lineOf(found) : undefined;
}

function written(value: Json): string {
  if (typeof value === "bigint") return value.toString();
  const plain = (_: string, inner: Json) => (typeof inner === "bigint" ? `${inner}` : inner);
  try {
    return JSON.stringify(value, plain);
  } catch {
    // Nested deeper than the stack is; nothing of it would fit on a line.
    return "…";
  }
}

function bare(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("${") && trimmed.endsWith("}") ? trimmed.slice(2, -1).trim() : trimmed;
}

/** A span in either form of the standard; nothing where it is an expression. */
export function millisecondsOf(value: Json | undefined): number | undefined {
  const parts = typeof value === "string" ? isoParts(value) : Object.entries(fieldsOf(value) ?? {});
  const amounts = parts.map(([unit, amount]) => (UNIT_MILLISECONDS[unit] ?? NaN) * Number(amount));
  const sum = amounts.reduce((all, one) => all + one, 0);
  return amounts.length > 0 && Number.isFinite(sum) ? sum : undefined;
}

function isoParts(text: string): [string, string][] {
  const groups: Readonly<Record<string, string | undefined>> = ISO.exec(text)?.groups ?? {};
  return Object.entries(groups).flatMap(([unit, amount]) =>
    amount === undefined ? [] : [[unit, amount] as [string, string]],
  );
}

/** The end of a type's address: `…/errors/communication` is `communication`. */
export function lastStep(address: string): string {
  return address.split("/").findLast((step) => step !== "") ?? address;
}

/** One step as it stands in a JSON pointer. */
export function pointerStep(step: string | number): string {
  return `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
