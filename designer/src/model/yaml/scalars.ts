/**
 * What a scalar without quotes is: a number, a constant, a text.
 *
 * By the core schema of YAML 1.2 as the API reads it: `on`, dates and `.inf` are texts, and whole
 * numbers of any size are kept exactly, which the library's own schemas do otherwise.
 *
 * Never: a value that another reader of the same text would not give.
 */
import type { Json } from "../json";

const INT = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, null] as const),
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
]);
const MOST_DIGITS = 400;

/** Nothing where its number is larger than there are. */
export function resolved(text: string): Json | undefined {
  const constant = CONSTANTS.get(text);
  if (constant !== undefined) return constant;
  if (OCTAL.test(text) || HEX.test(text) || INT.test(text)) return whole(text);
  if (!FLOAT.test(text)) return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function whole(text: string): number | bigint | undefined {
  if (text.length > MOST_DIGITS) return undefined;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
