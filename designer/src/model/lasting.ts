/**
 * How long something takes, as a document has it: as ISO 8601 or as a map of units.
 *
 * Never: a span rounded, or one of several units squeezed into one.
 */
import { isObject, type Json } from "./json";

export const LASTING_UNITS = [
  "milliseconds",
  "seconds",
  "minutes",
  "hours",
  "days",
  "weeks",
] as const;
export type LastingUnit = (typeof LASTING_UNITS)[number];
export type Lasting = {
  readonly amount: number;
  readonly unit: LastingUnit;
  /** Written as a map, such as `{ seconds: 5 }`. */
  readonly isMap: boolean;
};

const LETTERS: Readonly<Record<string, LastingUnit>> = {
  ...{ W: "weeks", D: "days", TH: "hours", TM: "minutes", TS: "seconds" },
};

/** Nothing where it is none, or one of several units. */
export function lastingOf(value: Json | undefined): Lasting | undefined {
  if (typeof value === "string") {
    const [, time = "", amount = "", letter = ""] =
      /^P(T?)(\d+(?:\.\d+)?)([WDHMS])$/.exec(value) ?? [];
    const unit = LETTERS[time + letter];
    return unit === undefined ? undefined : { amount: Number(amount), unit, isMap: false };
  }
  if (value === undefined || !isObject(value)) return undefined;
  const [[name, amount] = [], ...more] = Object.entries(value);
  const unit = LASTING_UNITS.find((one) => one === name);
  const isOne = unit !== undefined && more.length === 0 && typeof amount === "number";
  return isOne ? { amount, unit, isMap: true } : undefined;
}

export function lastingValue({ amount, unit, isMap }: Lasting): Json {
  if (isMap || unit === "milliseconds") return { [unit]: amount };
  const letter = Object.keys(LETTERS).find((one) => LETTERS[one] === unit) ?? "D";
  return letter.length === 2 ? `PT${amount}${letter[1] ?? ""}` : `P${amount}${letter}`;
}
