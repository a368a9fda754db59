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

/** Somebody else was faster; what stands there now, if anything does. */
export type Overtaken = {
  readonly version: string;
  readonly state: string;
  readonly savedByName: string | null;
};

const CONFLICT = 409;

/** Whether what was looked at is no longer what is there; null where it is there no more. */
export function overtakenBy(error: Error | null): Overtaken | null | undefined {
  if (!(error instanceof Problem) || error.status !== CONFLICT || error.code !== "moved")
    return undefined;
  const newest = error.newest as Partial<Overtaken> | null | undefined;
  if (typeof newest?.version !== "string" || typeof newest.state !== "string") return null;
  return { version: newest.version, state: newest.state, savedByName: newest.savedByName ?? null };
}

type Draft = {
  readonly text: string;
  /** The hash of the draft that it is saved over; undefined where there was none. */
  readonly base: string | undefined;
};

export function useRegister() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, base }: Draft) => {
      const seen: Record<string, string> =
        base === undefined ? { "If-None-Match": "*" } : { "If-Match": `"${base}"` };
      const headers = { "Content-Type": "application/yaml", ...seen };
      return post("/api/v1/definitions", { body: text, headers });
    },
    // A draft of the same number may differ from what was compared before.
    onSettled: () =>
      Promise.all(
        [["difference"], ["definition"], [PROCESSES]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

type Opening = At & {
  readonly notes: string;
  /** Of the text that was looked at. */
  readonly hash: string;
  /** The version that it was compared with; null where none was published. */
  readonly after: string | null;
};

export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ notes, hash, after, ...path }: Opening) =>
      post("/api/v1/definitions/{namespace}/{name}/{version}/publish", {
        path,
        headers: { "If-Match": `"${hash}"` },
        body: JSON.stringify({ notes: notes.trim() === "" ? null : notes, after }),
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
