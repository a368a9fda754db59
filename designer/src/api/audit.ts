/**
 * The audit trail: its lines, and whether it is whole.
 *
 * Never: a trail called whole that was not read to its end.
 */
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { type AuditFilter, auditQueryOf } from "../model/auditFilter";
import { get } from "./client";
import type { components } from "./schema";

export type AuditEntry = components["schemas"]["AuditEntry"];
export type Verification = components["schemas"]["Verification"];

export const EXPORT = "/api/v1/audit/export";
const PAGE = 50;

export function useAuditTrail(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/audit", {
        query: { ...auditQueryOf(filter), limit: PAGE, cursor },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Stretch by stretch; `onProgress` hears how many lines have been checked. */
export function useVerification(onProgress: (checked: number) => void) {
  return useMutation({
    mutationFn: async () => {
      let whole: Verification | undefined;
      let after: number | null = 0;
      while (after !== null) {
        const part: Verification = await get("/api/v1/audit/verification", { query: { after } });
        whole = {
          ...part,
          findings: [...(whole?.findings ?? []), ...part.findings],
          checked: (whole?.checked ?? 0) + part.checked,
        };
        onProgress(whole.checked);
        after = part.next;
      }
      return whole;
    },
  });
}
