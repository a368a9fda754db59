/**
 * Runs: lists of them, one of them, and what its tasks do while it goes.
 *
 * Never: a guess at what a run does; every status shown is one that the API said.
 */
import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { retriesOf } from "../model/retries";
import { queryOf, type RunFilter, type Status } from "../model/runFilter";
import type { Line } from "../model/tasks";
import { type Answer, get, post, withTexts } from "./client";
import { live, useConnection } from "./live";
import type { components } from "./schema";

export type RunListed = components["schemas"]["RunListed"];
export type RunShown = components["schemas"]["RunShown"];
export type RunPage = Answer<"/api/v1/runs", "get">;
export type RunPages = InfiniteData<RunPage, string | undefined>;
export type Course = {
  readonly lines: readonly Line[];
  readonly status: Status;
};
type TracePage = Answer<"/api/v1/runs/{id}/trace", "get">;

const PAGE = 50;
const TRACE_PAGE = 200;
/** How often it is asked while nothing is heard: behind a proxy that lets no socket through. */
const UNHEARD_MS = 3_000;
const ENDED: ReadonlySet<string> = new Set(["completed", "faulted", "cancelled"]);

export function hasEnded(status: Status): boolean {
  return ENDED.has(status);
}

/** Where the pages of every list of runs are kept; the filter is the second part. */
export const RUNS = "runs";

export function runsQuery(filter: RunFilter) {
  return infiniteQueryOptions({
    queryKey: [RUNS, filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/runs", { query: { ...queryOf(filter), limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function useRuns(filter: RunFilter) {
  const unheard = useConnection() !== "live";
  const pages = useInfiniteQuery({
    ...runsQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval: unheard ? UNHEARD_MS : false,
  });
  const { data } = pages;
  const runs = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...pages, runs };
}

/** The run with its values, read anew whenever its status has become another, or a retry began. */
export function useRun(id: string, course: Course | undefined) {
  const retries = useMemo(() => course && retriesOf(course.lines).size, [course]);
  return useQuery({
    queryKey: ["run", id, course?.status, retries],
    queryFn: ({ signal }) => get("/api/v1/runs/{id}", { path: { id }, signal }),
    placeholderData: (before) => (before?.id === id ? before : undefined),
    staleTime: Infinity,
  });
}

/** What has happened so far, and what happens from now on as it is heard. */
export function useCourse(id: string) {
  const client = useQueryClient();
  const unheard = useConnection() !== "live";
  const course = useQuery({
    queryKey: courseOf(id),
    queryFn: ({ signal }) => readOn(client, id, signal),
    structuralSharing: false,
    staleTime: Infinity,
    refetchInterval: ({ state: { data } }) =>
      unheard && !(data !== undefined && hasEnded(data.status)) ? UNHEARD_MS : false,
  });
  const read = course.data !== undefined;
  useEffect(() => {
    if (!read) return undefined;
    return live.watch({
      topic: "run",
      run: id,
      after: () => lastOf(client.getQueryData<Course>(courseOf(id))),
      hear: (message) => {
        if (message.type !== "trace") return;
        const page = message as unknown as TracePage;
        client.setQueryData<Course>(courseOf(id), (before) => extended(before, page));
      },
    });
  }, [client, id, read]);
  return course;
}

/** Where the course of a run is kept, and below it what follows from it. */
export function courseOf(id: string) {
  return ["course", id];
}

function lastOf(course: Course | undefined): number {
  return course?.lines.at(-1)?.sequence ?? 0;
}

async function readOn(client: QueryClient, id: string, signal: AbortSignal): Promise<Course> {
  const before = client.getQueryData<Course>(courseOf(id));
  let course = before;
  for (;;) {
    const query = { after: lastOf(course), limit: TRACE_PAGE };
    const page = await get("/api/v1/runs/{id}/trace", { path: { id }, query, signal });
    course = extended(course, page);
    if (page.items.length === TRACE_PAGE) continue;
    const heard = client.getQueryData<Course>(courseOf(id));
    return heard === before ? course : newer(course, heard);
  }
}

/** What was heard while it was read: with as many lines it wins, for what changes is heard again. */
function newer(read: Course, heard: Course | undefined): Course {
  return heard !== undefined && lastOf(heard) >= lastOf(read) ? heard : read;
}

/** Each line once, however often it came. */
function extended(before: Course | undefined, page: TracePage): Course {
  const last = lastOf(before);
  const items = page.items as readonly Line[];
  return {
    lines: [...(before?.lines ?? []), ...items.filter(({ sequence }) => sequence > last)],
    status: page.status,
  };
}

export type Start = {
  readonly workflow: string;
  readonly version: string;
  /** JSON text, as typed. */
  readonly input: string;
  /** The run that is done again. */
  readonly again?: string | undefined;
  /** The same key again is the same run: asking twice never starts two. */
  readonly key: string;
};

export function useStart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ workflow, version, input, again, key }: Start) => {
      const headers = { "Idempotency-Key": key };
      const wanted = again === undefined ? { workflow, version } : { version };
      const body = withTexts(wanted, { input });
      return again === undefined
        ? post("/api/v1/runs", { body, headers })
        : post("/api/v1/runs/{id}/again", { path: { id: again }, body, headers });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [RUNS] }),
  });
}

export type Command = "cancel" | "suspend" | "resume";

type Commanded = {
  readonly command: Command;
  readonly reason: string;
  readonly key: string;
};

/** What the run said, or that it has not said anything yet. */
export function useCommand(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ command, reason, key }: Commanded) =>
      post(`/api/v1/runs/{id}/${command}`, {
        path: { id: run },
        body: JSON.stringify({ reason: reason === "" ? null : reason }),
        headers: { "Idempotency-Key": key },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: courseOf(run) }),
  });
}

export type Settlement = {
  /** Which call: the visit of its task, as the trace has it. */
  readonly visit: string;
  readonly outcome: components["schemas"]["SettlementWanted"]["outcome"];
  /** JSON text, as typed. */
  readonly output: string;
  readonly reason: string;
  readonly key: string;
};

/** What became of a call of which the run doesn't know whether it happened. */
export function useSettle(run: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ visit, outcome, output, reason, key }: Settlement) =>
      post("/api/v1/runs/{id}/settle", {
        path: { id: run },
        body: withTexts({ visit, outcome, reason: reason === "" ? null : reason }, { output }),
        headers: { "Idempotency-Key": key },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: courseOf(run) }),
  });
}

/** The raw facts, a page after the other. */
export function useFacts(id: string, status: Status) {
  return useInfiniteQuery({
    queryKey: ["facts", id, status],
    queryFn: ({ pageParam: after, signal }) =>
      get("/api/v1/runs/{id}/facts", { path: { id }, query: { after, limit: TRACE_PAGE }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ items, after }) => (items.length < TRACE_PAGE ? undefined : after),
    placeholderData: keepPreviousData,
  });
}
