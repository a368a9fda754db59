/**
 * Processes, and the versions of one.
 *
 * Never: a document kept here; the query cache holds what the API said.
 */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";

import type { Json } from "../model/json";
import { get, post } from "./client";
import type { components } from "./schema";
import { SKETCHES } from "./sketches";

export type ProcessListed = components["schemas"]["ProcessListed"];
export type ProcessShown = components["schemas"]["ProcessShown"];
export type Version = components["schemas"]["DefinitionShown"];

export type Uses = components["schemas"]["UsesShown"];

export type Difference = components["schemas"]["DifferenceShown"];

export type Rehearsal = components["schemas"]["RehearsalShown"];

export type ProcessFilter = {
  readonly search?: string;
  readonly state?: ProcessListed["state"];
};

export const PROCESSES = "processes";
const PAGE = 50;
const REFRESH_MS = 15_000;

export function useProcesses(filter: ProcessFilter) {
  const pages = useInfiniteQuery({
    queryKey: [PROCESSES, filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/processes", { query: { ...filter, limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const { data } = pages;
  const processes = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...pages, processes };
}

export function useProcess(namespace: string, name: string) {
  return useQuery({
    queryKey: [PROCESSES, "one", namespace, name],
    queryFn: ({ signal }) =>
      get("/api/v1/processes/{namespace}/{name}", { path: { namespace, name }, signal }),
    refetchInterval: REFRESH_MS,
  });
}

/** What leans on a process: others that run it, its open runs, its schedules. */
export function useUses(namespace: string, name: string, enabled = true) {
  return useQuery({
    queryKey: [PROCESSES, "uses", namespace, name],
    queryFn: ({ signal }) =>
      get("/api/v1/processes/{namespace}/{name}/uses", { path: { namespace, name }, signal }),
    enabled,
  });
}

/** A version with its text. A published one never changes; a draft may. */
export function useDefinition(namespace: string, name: string, version: string | undefined) {
  return useQuery({
    queryKey: ["definition", namespace, name, version],
    queryFn: async ({ signal }) => {
      const path = { namespace, name, version: version ?? "" };
      const read = await get("/api/v1/definitions/{namespace}/{name}/{version}", { path, signal });
      return { ...read, document: read.document as Json };
    },
    enabled: version !== undefined,
    staleTime: ({ state }) => (state.data?.state === "draft" ? 0 : Infinity),
  });
}

/** What one version has other than the one before it, by meaning. */
export function useDifference(namespace: string, name: string, from: string, to: string) {
  return useQuery({
    queryKey: ["difference", namespace, name, from, to],
    queryFn: ({ signal }) =>
      get("/api/v1/definitions/{namespace}/{name}/{version}/difference", {
        path: { namespace, name, version: to },
        query: { from },
        signal,
      }),
  });
}

/** How the last runs would have ended with this version. Each press compares anew. */
export function useRehearsal(namespace: string, name: string, version: string) {
  return useMutation({
    mutationFn: () =>
      post("/api/v1/definitions/{namespace}/{name}/{version}/rehearse", {
        path: { namespace, name, version },
        body: "{}",
      }),
  });
}

export type Publishing = { readonly version: string; readonly notes: string };

/** Opens a version to runs; `warnings` of the answer tell what they would be refused now. */
export function usePublish(namespace: string, name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, notes }: Publishing) =>
      post("/api/v1/definitions/{namespace}/{name}/{version}/publish", {
        path: { namespace, name, version },
        body: JSON.stringify(notes.trim() === "" ? {} : { notes }),
      }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: [PROCESSES] });
      await client.invalidateQueries({ queryKey: ["definition", namespace, name] });
      // A sketch that has this very text is that version from now on.
      await client.invalidateQueries({ queryKey: [SKETCHES, "mine"] });
    },
  });
}
