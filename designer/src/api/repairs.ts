/**
 * What a person does about a run that went wrong, and the trail of what has been done.
 *
 * Never: a value that went through a number on its way; what was typed is sent as it was typed.
 */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";

import type { Json } from "../model/json";
import type { Status } from "../model/runFilter";
import { get, post, withTexts } from "./client";
import { courseOf, RUNS } from "./runs";
import type { components } from "./schema";

export type RetryPlan = Omit<components["schemas"]["RetryPlan"], "input" | "context"> & {
  readonly input: Json;
  readonly context: Json;
};
type RunData = Omit<components["schemas"]["RunData"], "context"> & { readonly context: Json };
export type Deed = components["schemas"]["AuditEntry"];

const AUDIT_PAGE = 50;

type Place = {
  /** Where it goes on: a visit as the trace has it, or where it failed. */
  readonly visit: string | undefined;
  /** Of the definition; the one that the run has, if nothing else is said. */
  readonly version: string | undefined;
};

/** What a retry would do; asked anew each time, since others may have been there. */
export function useRetryPlan(id: string, { visit, version }: Place) {
  return useQuery({
    queryKey: ["retry", id, visit, version],
    queryFn: async ({ signal }) =>
      (await get("/api/v1/runs/{id}/retry", {
        path: { id },
        query: { visit, version },
        signal,
      })) as RetryPlan,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

export type Retry = Place & {
  /** JSON texts, as typed; what is not given stays as it is. */
  readonly input?: string;
  readonly output?: string;
  readonly context?: string;
  readonly reason: string;
};

/** It answers with the run that goes on. */
export function useRetry(id: string) {
  return useRepair(id, ({ visit, version, reason, ...texts }: Retry, headers) =>
    post("/api/v1/runs/{id}/retry", {
      path: { id },
      body: withTexts({ visit, version, reason }, texts),
      headers,
    }),
  );
}

export type Skip = { readonly visit: string; readonly output: string; readonly reason: string };

export function useSkip(id: string) {
  return useRepair(id, ({ visit, reason, output }: Skip, headers) =>
    post("/api/v1/runs/{id}/skip", {
      path: { id },
      body: withTexts({ visit, reason }, { output }),
      headers,
    }),
  );
}

/** What the run's data are now; asked anew each time, since it may have gone on. */
export function useData(id: string) {
  return useQuery({
    queryKey: ["data", id],
    queryFn: async ({ signal }) =>
      (await get("/api/v1/runs/{id}/data", { path: { id }, signal })) as RunData,
    gcTime: 0,
  });
}

export type Change = { readonly context: string; readonly reason: string };

export function useChange(id: string) {
  return useRepair(id, ({ reason, context }: Change, headers) =>
    post("/api/v1/runs/{id}/data", {
      path: { id },
      body: withTexts({ reason }, { context }),
      headers,
    }),
  );
}

/** Whatever came of it, done or refused: the page shows how the run stands now. */
function useRepair<W, A>(
  id: string,
  send: (wanted: W, headers: Readonly<Record<string, string>>) => Promise<A>,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ wanted, key }: { readonly wanted: W; readonly key: string }) =>
      send(wanted, { "Idempotency-Key": key }),
    onSettled: () =>
      Promise.all([courseOf(id), [RUNS]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** What people have done about a run, the newest first. */
export function useAudit(id: string, status: Status) {
  return useInfiniteQuery({
    queryKey: [...courseOf(id), "audit", status],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/runs/{id}/audit", {
        path: { id },
        query: { limit: AUDIT_PAGE, cursor },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
}
