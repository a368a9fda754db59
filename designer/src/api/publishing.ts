/**
 * What publishing takes: a draft kept as a version, and that version opened to runs.
 *
 * Never: a draft kept over what somebody else has published; the server refuses that.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Problem } from "../model/problem";
import { get, post } from "./client";
import { PROCESSES } from "./processes";
import type { components } from "./schema";

export type Uses = components["schemas"]["UsesShown"];

type Place = { readonly namespace: string; readonly name: string };
type At = Place & { readonly version: string };

export const LONGEST_NOTES = 2_000;
const MISSING = 404;

/** Versions of it that there are; none of a process that is new. */
export function useVersions({ namespace, name }: Place) {
  return useQuery({
    queryKey: [PROCESSES, "versions", namespace, name],
    queryFn: async ({ signal }) => {
      try {
        const path = { namespace, name };
        return (await get("/api/v1/processes/{namespace}/{name}", { path, signal })).versions;
      } catch (error) {
        if (error instanceof Problem && error.status === MISSING) return [];
        throw error;
      }
    },
    retry: false,
  });
}

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: string) =>
      post("/api/v1/definitions", {
        body: document,
        headers: { "Content-Type": "application/yaml" },
      }),
    // A draft of the same number may differ from what was compared before.
    onSettled: () =>
      Promise.all(
        [["difference"], ["definition"], [PROCESSES]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ notes, ...path }: At & { readonly notes: string }) =>
      post("/api/v1/definitions/{namespace}/{name}/{version}/publish", {
        path,
        body: JSON.stringify({ notes: notes.trim() === "" ? null : notes }),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: [PROCESSES] }),
  });
}

/** Who leans on a process. */
export function useUses({ namespace, name }: Place) {
  return useQuery({
    queryKey: ["uses", namespace, name],
    queryFn: ({ signal }) =>
      get("/api/v1/processes/{namespace}/{name}/uses", { path: { namespace, name }, signal }),
    retry: false,
  });
}
