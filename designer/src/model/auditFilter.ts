/**
 * Which lines of the audit trail are shown: as it stands in the address, and as the API is asked.
 *
 * Never: a filter of which only this page knows.
 */
import { filterOf, queryOf } from "./runFilter";

export const OUTCOMES = ["done", "recorded", "refused"] as const;

export type AuditFilter = {
  /** A person's id, "me" or "nobody". */
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly outcome?: (typeof OUTCOMES)[number];
  /** Dates: from the beginning of one to the end of the other. */
  readonly since?: string;
  readonly until?: string;
};

const LONGEST = 500;
const TEXTS = ["actor", "action", "subject"] as const;

/** What an address says; what makes no sense there is left out. */
export function auditFilterOf(search: Readonly<Record<string, unknown>>): AuditFilter {
  const { since, until } = filterOf(search);
  const outcome = OUTCOMES.find((one) => one === search["outcome"]);
  const texts = TEXTS.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "string" ? value.trim().slice(0, LONGEST) : "";
    return text === "" ? [] : [[name, text] as const];
  });
  return {
    ...(Object.fromEntries(texts) as Pick<AuditFilter, (typeof TEXTS)[number]>),
    ...(outcome !== undefined && { outcome }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

/** As query parameters of the API: days in the time zone of who looks. */
export function auditQueryOf({ since, until, ...same }: AuditFilter) {
  const days = queryOf({
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  });
  return { ...same, ...days };
}
