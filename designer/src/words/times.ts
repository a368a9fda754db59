/**
 * Moments and spans of time as people say them.
 *
 * Never: a clock; whoever asks says what time it is.
 */
import { locale } from "./index";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = once(
  (tag) => new Intl.RelativeTimeFormat(tag, { numeric: "auto", style: "short" }),
);
const clock = once((tag) => new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" }));
const day = once((tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" }));
const whole = once(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium" }),
);

const planned = once(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }),
);

/** Formats cost much to make and are made for the language that is spoken. */
function once<T>(make: (tag: string) => T): () => T {
  let made: { readonly tag: string; readonly format: T } | undefined;
  return () => {
    const tag = locale();
    made = made?.tag === tag ? made : { tag, format: make(tag) };
    return made.format;
  };
}

/** How long ago, as short as it can be said: "now", "5 min. ago", "14:05", "3 Mar". */
export function ago(moment: string, now: number): string {
  const then = Date.parse(moment);
  const past = Math.max(0, now - then);
  if (past < 10 * SECOND) return relative().format(0, "second");
  if (past < MINUTE) return relative().format(-Math.floor(past / SECOND), "second");
  if (past < HOUR) return relative().format(-Math.floor(past / MINUTE), "minute");
  if (past < DAY) return clock().format(then);
  return day().format(then);
}

/** How long until then, or since: "in 3 hr.", "tomorrow", "2 days ago". */
export function untilOrSince(moment: string, now: number): string {
  const left = Date.parse(moment) - now;
  const size = Math.abs(left);
  const said = relative();
  if (size < MINUTE) return said.format(0, "second");
  if (size < HOUR) return said.format(Math.trunc(left / MINUTE), "minute");
  if (size < DAY) return said.format(Math.trunc(left / HOUR), "hour");
  return said.format(Math.trunc(left / DAY), "day");
}

/** Date and time to the second. */
export function exactly(moment: string): string {
  return whole().format(Date.parse(moment));
}

/** Date and time to the minute, for what people plan. */
export function toTheMinute(moment: string): string {
  return planned().format(Date.parse(moment));
}

/** The time of day. */
export function timeOfDay(milliseconds: number): string {
  return clock().format(milliseconds);
}

/** A span in at most two units: "84ms", "1.2s", "3m 5s", "2h 10m", "4d 6h". */
export function span(milliseconds: number): string {
  const all = Math.max(0, Math.round(milliseconds));
  if (all < SECOND) return unit(all, "millisecond");
  if (all < 9_950) return unit(all / SECOND, "second", 1);
  const seconds = Math.round(all / SECOND);
  if (seconds < 60) return unit(seconds, "second");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return two(minutes, "minute", seconds % 60, "second");
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return two(hours, "hour", minutes % 60, "minute");
  return two(Math.floor(hours / 24), "day", hours % 24, "hour");
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0
    ? unit(large, largeUnit)
    : `${unit(large, largeUnit)} ${unit(small, smallUnit)}`;
}

function unit(value: number, name: string, digits = 0): string {
  return new Intl.NumberFormat(locale(), {
    style: "unit",
    unit: name,
    unitDisplay: "narrow",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}
