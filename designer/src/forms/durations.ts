/**
 * Spans of time as people say them, so and so many of one unit, and as they are sent (ISO 8601).
 *
 * Never: a span that was given in several units squeezed into one.
 */

/** How each unit is written. */
const WRITTEN = {
  minutes: "T#M",
  hours: "T#H",
  days: "#D",
  weeks: "#W",
  months: "#M",
  years: "#Y",
} as const;

export type Unit = keyof typeof WRITTEN;
export type Span = { readonly amount: string; readonly unit: Unit };

export const UNITS = Object.keys(WRITTEN) as readonly Unit[];
const USUAL: Unit = "days";

/** What is there of it; nothing where it is more than one unit can say. */
export function spanOf(value: string): Span | undefined {
  if (value === "") return { amount: "", unit: USUAL };
  return UNITS.flatMap((unit) => {
    const [before = "", after = ""] = `P${WRITTEN[unit]}`.split("#");
    if (!value.startsWith(before) || !value.endsWith(after)) return [];
    const amount = value.slice(before.length, value.length - after.length);
    // A time part is a time part, not a date's: PT5M is no months.
    return /[PTYMWDH]/.test(amount) ? [] : [{ amount, unit }];
  })[0];
}

/** As it is sent. While it is no number yet, it is kept as it stands. */
export function spanText({ amount, unit }: Span): string {
  return `P${WRITTEN[unit].replace("#", amount)}`;
}
