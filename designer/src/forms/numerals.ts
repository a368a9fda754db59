/**
 * Numbers as people write them: with the separators and digits of their language.
 *
 * Never: a digit lost; an integer that a number can't hold is a bigint.
 */
import type { Json } from "../model/json";
import { locale } from "../words";

const MOST_DIGITS = 15;
/** Arabic-Indic and Persian digits, as Arabic keyboards write them. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** Marks that only say in which direction to read. */
const MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const GROUPED = /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/;

/** The text with our digits and signs only. */
export function westernised(text: string): string {
  return text
    .replaceAll(MARKS, "")
    .replaceAll(DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) % 16))
    .replaceAll(/[\u2212\u2013]/g, "-")
    .trim();
}

type Separators = { readonly group: string; readonly decimal: string };

function separators(): Separators {
  const parts = new Intl.NumberFormat(locale()).formatToParts(12345.6);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { group: find("group"), decimal: find("decimal") };
}

/** Digits with a point, such as "-1234.50"; nothing where it is no number. */
export function decimalOf(typed: string): string | undefined {
  const text = westernised(typed)
    .replaceAll(/[\s\u00a0\u202f'’]/g, "")
    .replaceAll("٬", ",")
    .replaceAll("٫", ".");
  const sign = /^[-+]/.exec(text)?.[0] ?? "";
  const plain = pointed(text.slice(sign.length), separators());
  if (!/^(?:\d+\.?\d*|\.\d+)$/.test(plain)) return undefined;
  const [whole = "", part] = plain.split(".");
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const fraction = part === undefined || part === "" ? "" : `.${part}`;
  return `${sign === "-" ? "-" : ""}${digits}${fraction}`;
}

/** With a point for the decimal separator and none between groups, whatever was meant by which. */
function pointed(text: string, { decimal }: Separators): string {
  const comma = decimal === "," ? "," : ".";
  const other = comma === "," ? "." : ",";
  const hasBoth = text.includes(",") && text.includes(".");
  if (hasBoth) {
    const last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
    return `${text.slice(0, last).replaceAll(/[.,]/g, "")}.${text.slice(last + 1)}`;
  }
  if (text.includes(other) && GROUPED.test(text)) return text.replaceAll(other, "");
  const many = text.split(comma).length > 2;
  if (many && GROUPED.test(text)) return text.replaceAll(comma, "");
  return text.replace(comma, ".").replace(other, ".");
}

/** What is typed as a number; a text that is none stays a text, and that is its fault. */
export function numberOf(typed: string): Json | undefined {
  if (typed.trim() === "") return undefined;
  const decimal = decimalOf(typed);
  if (decimal === undefined) return typed;
  const number = Number(decimal);
  if (decimal.includes(".")) return number;
  return Number.isSafeInteger(number) ? number : BigInt(decimal);
}

/** A number as it is shown while nobody types. */
export function numeralOf(value: Json | undefined, fraction = 0): string {
  if (typeof value === "string") return value;
  if (typeof value !== "number" && typeof value !== "bigint") return "";
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: fraction,
    maximumFractionDigits: Math.max(fraction, MOST_DIGITS),
  }).format(value);
}

/** The same of digits in a text, which may be more than a number holds. */
export function numeralOfDecimal(decimal: string): string {
  if (!/^-?\d+(?:\.\d+)?$/.test(decimal)) return decimal;
  const [whole = "0", part = ""] = decimal.split(".");
  const shown = new Intl.NumberFormat(locale()).format(BigInt(whole));
  // Each digit of the fraction by itself, so that none is rounded away.
  const digits = part.replaceAll(/\d/g, (digit) =>
    new Intl.NumberFormat(locale()).format(Number(digit)),
  );
  const sign = whole === "-0" ? "-" : "";
  return part === "" ? shown : `${sign}${shown}${separators().decimal}${digits}`;
}
