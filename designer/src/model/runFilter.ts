/**
 * Which runs a list shows: as it stands in the address, as it is asked of the API, and whether a
 * run that is heard of belongs to it.
 *
 * Never: a judgement that the API would make otherwise; what only it can judge is asked again.
 */
export const STATUSES = [
  "pending",
  "running",
  "waiting",
  "suspended",
  "completed",
  "faulted",
  "cancelled",
] as const;
export type Status = (typeof STATUSES)[number];

export type RunFilter = {
  readonly status?: readonly Status[];
  readonly workflow?: string;
  /** A person's id, or "me". */
  readonly startedBy?: string;
  /** Dates, as in the address: from the beginning of one to the end of the other. */
  readonly since?: string;
  readonly until?: string;
  /** A date: those that have ended on it or later. */
  readonly endedSince?: string;
  readonly search?: string;
};

type Listed = {
  readonly id: string;
  readonly status: string;
  readonly workflow: string;
  readonly startedBy: string;
  readonly createdAt: string;
  readonly endedAt: string | null;
};

const DATE = /^[1-9]\d{3}-\d{2}-\d{2}$/;
const PROCESS = /^[a-z0-9-]{1,63}\/[a-z0-9-]{1,63}$/;
/** The API takes no more. */
export const LONGEST_SEARCH = 100;

/** What an address says; what makes no sense there is left out. */
export function filterOf(search: Readonly<Record<string, unknown>>): RunFilter {
  const status = texts(search["status"]).filter(isStatus);
  return defined({
    status: status.length === 0 ? undefined : STATUSES.filter((one) => status.includes(one)),
    workflow: PROCESS.exec(text(search["workflow"]) ?? "")?.[0],
    startedBy: text(search["startedBy"]),
    since: date(search["since"]),
    until: date(search["until"]),
    endedSince: date(search["endedSince"]),
    search: text(search["search"]),
  });
}

/** As query parameters of the API: days in the time zone of who looks. */
export function queryOf(filter: RunFilter): Record<string, string | readonly string[]> {
  const { since, until, endedSince, ...same } = filter;
  return defined({
    ...same,
    since: since && startOf(since).toISOString(),
    until: until && endOf(until).toISOString(),
    endedSince: endedSince && startOf(endedSince).toISOString(),
  });
}

export function isFiltered(filter: RunFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** Whether this run belongs to the list. */
export function matches(run: Listed, filter: RunFilter, me: string): boolean {
  const starter = filter.startedBy === "me" ? me : filter.startedBy;
  const sought = filter.search?.toLowerCase() ?? "";
  return (
    (filter.status === undefined || filter.status.some((one) => one === run.status)) &&
    (filter.workflow === undefined || filter.workflow === run.workflow) &&
    (starter === undefined || starter === run.startedBy) &&
    (filter.since === undefined || Date.parse(run.createdAt) >= startOf(filter.since).getTime()) &&
    (filter.until === undefined || Date.parse(run.createdAt) < endOf(filter.until).getTime()) &&
    (filter.endedSince === undefined || hasEndedSince(run.endedAt, filter.endedSince)) &&
    (run.id.startsWith(sought) || run.workflow.includes(sought))
  );
}

function hasEndedSince(moment: string | null, day: string): boolean {
  return moment !== null && Date.parse(moment) >= startOf(day).getTime();
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function endOf(day: string): Date {
  const next = startOf(day);
  next.setDate(next.getDate() + 1);
  return next;
}

function isStatus(word: string): word is Status {
  return STATUSES.some((one) => one === word);
}

function texts(value: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === "string");
}

function text(value: unknown): string | undefined {
  const [first] = texts(value);
  const found = first?.trim().slice(0, LONGEST_SEARCH);
  return found === "" ? undefined : found;
}

function date(value: unknown): string | undefined {
  const found = text(value) ?? "";
  return DATE.test(found) && isDay(found) ? found : undefined;
}

/** A browser may take the 30th of February for the 2nd of March; the last year has no next one. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return real && text < "9999";
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Defined<T>;
}
