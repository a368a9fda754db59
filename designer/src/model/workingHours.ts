/**
 * Working hours as a week of spans: "09:00" to "17:00"; midnight at the end of a day is "24:00".
 *
 * Never: a time zone; hours are those of whoever works them.
 */
export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export type Span = readonly [from: string, until: string];
export type Week = Readonly<Partial<Record<Weekday, readonly Span[]>>>;

/** What the API takes for one day. */
export const MOST_SPANS = 8;
const FIRST: Span = ["09:00", "17:00"];
const LATER: Span = ["18:00", "20:00"];
const MIDNIGHT = "24:00";
const MONDAY = new Date(Date.UTC(2024, 0, 1));

type Wire = Readonly<Record<string, readonly (readonly string[])[]>>;

export function weekOf(wire: Wire): Week {
  const days = WEEKDAYS.map((day) => [day, (wire[day] ?? []).map(spanOf)] as const);
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

function spanOf([from = "", until = ""]: readonly string[]): Span {
  return [from, until];
}

/** As the API takes it; a day without spans is free. */
export function wireOf(week: Week): Record<string, string[][]> {
  const days = WEEKDAYS.map((day) => [day, (week[day] ?? []).map((span) => [...span])] as const);
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

export function withSpan(week: Week, day: Weekday): Week {
  const spans = week[day] ?? [];
  return { ...week, [day]: [...spans, spans.length === 0 ? FIRST : LATER] };
}

export function withoutSpan(week: Week, day: Weekday, index: number): Week {
  return { ...week, [day]: (week[day] ?? []).filter((_, place) => place !== index) };
}

export function changed(week: Week, day: Weekday, index: number, span: Span): Week {
  return {
    ...week,
    [day]: (week[day] ?? []).map((one, place) => (place === index ? span : one)),
  };
}

/** Days whose spans go backwards or lie over one another. */
export function faultyDays(week: Week): readonly Weekday[] {
  return WEEKDAYS.filter((day) => {
    let at = "";
    return (week[day] ?? []).some(([from, until]) => {
      const fits = from !== "" && at <= from && from < until;
      at = until;
      return !fits;
    });
  });
}

/** A field for a time knows no 24:00. */
export function shownEnd(until: string): string {
  return until === MIDNIGHT ? "00:00" : until;
}

export function endOf(shown: string): string {
  return shown === "00:00" ? MIDNIGHT : shown;
}

/** A weekday in the words of a language. */
export function nameOf(day: Weekday, locale: string): string {
  const date = new Date(MONDAY);
  date.setUTCDate(date.getUTCDate() + WEEKDAYS.indexOf(day));
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(date);
}
