/**
 * Days of whoever looks at the page.
 *
 * Never: a day of another time zone.
 */

/** The moment at which a day begins here, or so many days after it. */
export function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
