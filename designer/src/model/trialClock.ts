/**
 * The clock of a trial: spans as they are written, and the day and time that it shows.
 *
 * Never: a real clock; a trial's begins at zero.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DELAY_UNITS = ["minutes", "hours", "days"] as const;
export type DelayUnit = (typeof DELAY_UNITS)[number];
const SIZES: Readonly<Record<DelayUnit, number>> = { minutes: MINUTE, hours: HOUR, days: DAY };

export type Delay = { readonly amount: string; readonly unit: DelayUnit };

/** Milliseconds; nothing where it is no number, or less than none. */
export function lengthOf({ amount, unit }: Delay): number | undefined {
  const text = amount.trim();
  const count = text === "" ? 0 : Number(text);
  return Number.isFinite(count) && count >= 0 ? Math.round(count * SIZES[unit]) : undefined;
}

/** As it is written: P1DT2H. */
export function spanOfTime(milliseconds: number): string {
  const days = Math.floor(milliseconds / DAY);
  const rest = milliseconds % DAY;
  const parts = [
    [Math.floor(rest / HOUR), "H"],
    [Math.floor((rest % HOUR) / MINUTE), "M"],
    [(rest % MINUTE) / SECOND, "S"],
  ] as const;
  const time = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  if (days === 0 && time.length === 0) return "PT0S";
  return `P${days > 0 ? `${days}D` : ""}${time.length > 0 ? `T${time.join("")}` : ""}`;
}

export type Clock = { readonly day: number; readonly time: string };

/** Day 1 begins when the run does. */
export function clockOf(milliseconds: number): Clock {
  const rest = milliseconds % DAY;
  const digits = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const time = `${digits(rest / HOUR)}:${digits((rest % HOUR) / MINUTE)}`;
  return { day: Math.floor(milliseconds / DAY) + 1, time };
}
