/**
 * Dates and times of day as people write them, and as they are sent.
 *
 * Never: a date of another calendar than the Gregorian one, and no moment without its offset.
 */
import { locale } from "../words";
import { westernised } from "./numerals";

type Part = "day" | "month" | "year";

const MINUTE_MS = 60_000;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

function dateFormat(): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale(), {
    calendar: "gregory",
    timeZone: "UTC",
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
  });
}

/** A date such as 2026-12-31 from what was typed; nothing where there is no such day. */
export function dateOf(typed: string): string | undefined {
  const text = westernised(typed);
  const iso = ISO.exec(text);
  const found = iso?.slice(1) ?? text.split(/[^\d]+/).filter((part) => part !== "");
  if (found.length !== 3 || /[^\d\s./\-،,]/.test(text)) return undefined;
  const order: readonly Part[] = iso === null ? orderOf(found) : ["year", "month", "day"];
  const at = (part: Part) => found[order.indexOf(part)] ?? "";
  const year = at("year").length === 2 ? `20${at("year")}` : at("year");
  const date = `${year.padStart(4, "0")}-${at("month").padStart(2, "0")}-${at("day").padStart(2, "0")}`;
  return isDate(date) && year.length === 4 ? date : undefined;
}

/** In the order of the language, unless the year stands first for all to see. */
function orderOf(found: readonly string[]): readonly Part[] {
  if (found[0]?.length === 4) return ["year", "month", "day"];
  const parts = dateFormat().formatToParts(0);
  return parts.map(({ type }) => type).filter((type) => /^(day|month|year)$/.test(type)) as Part[];
}

export function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return ISO.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** A date as the language writes it; a text that is none as it stands. */
export function shownDate(date: string): string {
  if (!isDate(date)) return date;
  // Marks of direction would be in the way of who edits the text.
  return dateFormat()
    .format(new Date(`${date}T00:00:00Z`))
    .replaceAll(/[\u200e\u200f]/g, "");
}

/** Parts of a date, such as its month, in the words and digits of the language. */
export function writtenDate(date: string, parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locale(), {
    ...parts,
    calendar: "gregory",
    timeZone: "UTC",
  });
  return format.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
}

/** Date and time of day, here, of a moment; or what has been filled in of it so far. */
export type Moment = { readonly date: string; readonly time: string };

export function momentOf(value: string): Moment {
  const moment = new Date(value);
  const isWhole = /T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(value);
  if (!isWhole || Number.isNaN(moment.getTime())) {
    const at = value.lastIndexOf("T");
    return at === -1
      ? { date: value, time: "" }
      : { date: value.slice(0, at), time: value.slice(at + 1) };
  }
  const here = new Date(moment.getTime() - moment.getTimezoneOffset() * MINUTE_MS).toISOString();
  const seconds = here.slice(16, 19) === ":00" ? 16 : 19;
  return { date: here.slice(0, 10), time: here.slice(11, seconds) };
}

/** As it is sent: with the offset that holds here on that day. */
export function momentText({ date, time }: Moment): string | undefined {
  if (date === "" && time === "") return undefined;
  if (!isDate(date) || !isTime(time)) return `${date}T${time}`;
  const whole = time.length === 5 ? `${time}:00` : time;
  return `${date}T${whole}${offsetAt(new Date(`${date}T${whole}`))}`;
}

export function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/.test(text);
}

/** A time of day as it is sent, and back. */
export function timeText(time: string): string | undefined {
  if (time === "") return undefined;
  return isTime(time) ? `${time.length === 5 ? `${time}:00` : time}${offsetAt(new Date())}` : time;
}

export function timeOf(value: string): string {
  const found = /^(\d{2}:\d{2})(:\d{2})?/.exec(value);
  if (found === null) return "";
  return found[2] === undefined || found[2] === ":00" ? (found[1] ?? "") : found[0];
}

function offsetAt(moment: Date): string {
  const minutes = -moment.getTimezoneOffset();
  const two = (number: number) => String(Math.trunc(number)).padStart(2, "0");
  const sign = minutes < 0 ? "-" : "+";
  return `${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** The place and offset that times are meant in. */
export function zoneName(): string {
  const format = new Intl.DateTimeFormat(locale(), { timeZoneName: "shortOffset" });
  const offset = format.formatToParts().find((part) => part.type === "timeZoneName")?.value;
  const place = format.resolvedOptions().timeZone.split("/").at(-1)?.replaceAll("_", " ");
  return [place, offset].filter((part, at, all) => all.indexOf(part) === at).join(", ");
}

/** As the calendar of the language has it: 0 is Sunday. */
export function firstDayOfWeek(): 0 | 1 | 6 {
  type Weeks = { readonly firstDay: number };
  const tag = new Intl.Locale(locale()) as Intl.Locale & {
    readonly getWeekInfo?: () => Weeks;
    readonly weekInfo?: Weeks;
  };
  const first = (tag.getWeekInfo?.() ?? tag.weekInfo)?.firstDay ?? 1;
  return first === 7 ? 0 : first === 6 ? 6 : 1;
}
