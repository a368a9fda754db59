/**
 * Runs: the latest ones, one of them, and what its tasks do while it goes.
 *
 * Never: a guess at what a run does; every status shown is one that the API said.
 */
import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";

import type { Line } from "../model/tasks";
import { get, post } from "./client";
import type { components } from "./schema";

export type Status = components["schemas"]["RunListed"]["status"];
export type RunListed = components["schemas"]["RunListed"];
export type RunShown = components["schemas"]["RunShown"];
export type Course = {
  readonly lines: readonly Line[];
  readonly status: Status;
  readonly complete: boolean;
};

export const MOST_RUNS = 200;
const REFRESH_MS = 2_000;
const REFRESH_OPEN_MS = 1_000;
const TRACE_PAGE = 200;
/** The API holds the question until there is more to say, but not longer than this. */
const TRACE_WAIT_SECONDS = 25;
const RETRY_MS = 2_000;
const ENDED: ReadonlySet<string> = new Set(["completed", "faulted", "cancelled"]);

export function hasEnded(status: Status): boolean {
  return ENDED.has(status);
}

/** Asked again and again; more often while something is going on. */
export function useLatestRuns(limit: number) {
  return useQuery({
    queryKey: ["runs", limit],
    queryFn: ({ signal }) => get("/api/v1/runs", { query: { limit }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => !hasEnded(run.status)) ? REFRESH_OPEN_MS : REFRESH_MS,
  });
}

/** The run with its values, read anew whenever its status has become another. */
export function useRun(id: string, status: Status | undefined) {
  return useQuery({
    queryKey: ["run", id, status],
    queryFn: ({ signal }) => get("/api/v1/runs/{id}", { path: { id }, signal }),
    placeholderData: (before) => (before?.id === id ? before : undefined),
    staleTime: Infinity,
  });
}

/**
 * What has happened so far; asks on until the run has ended and all of it is here. An answer asks
 * the next question, not a timer: the API holds each one until there is more to say.
 */
export function useCourse(id: string) {
  const client = useQueryClient();
  const course = useQuery({
    queryKey: ["course", id],
    queryFn: ({ signal }) => readOn(client, id, signal),
    structuralSharing: false,
    staleTime: Infinity,
  });
  const { refetch, isFetching, isError } = course;
  const complete = course.data?.complete === true;
  useEffect(() => {
    if (complete || isFetching) return undefined;
    const timer = setTimeout(() => void refetch(), isError ? RETRY_MS : 0);
    return () => {
      clearTimeout(timer);
    };
  }, [refetch, isFetching, isError, complete]);
  return course;
}

async function readOn(client: QueryClient, id: string, signal: AbortSignal): Promise<Course> {
  const before = client.getQueryData<Course>(["course", id]);
  const query = {
    after: before?.lines.at(-1)?.sequence ?? 0,
    limit: TRACE_PAGE,
    // The first answer must come at once, also of a run that waits for days.
    wait: before === undefined ? 0 : TRACE_WAIT_SECONDS,
  };
  const page = await get("/api/v1/runs/{id}/trace", { path: { id }, query, signal });
  if (before?.status !== page.status) void client.invalidateQueries({ queryKey: ["runs"] });
  return {
    lines: [...(before?.lines ?? []), ...(page.items as readonly Line[])],
    status: page.status,
    complete: hasEnded(page.status) && page.items.length < TRACE_PAGE,
  };
}

export type Start = {
  readonly workflow: string;
  readonly version: string;
  /** JSON text, as typed. */
  readonly input: string;
  /** The same key again is the same run: asking twice never starts two. */
  readonly key: string;
};

export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ workflow, version, input, key }: Start) =>
      post("/api/v1/runs", {
        body: `{"workflow":${JSON.stringify(workflow)},"version":${JSON.stringify(version)},"input":${input}}`,
        headers: { "Idempotency-Key": key },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["runs"] }),
  });
}
