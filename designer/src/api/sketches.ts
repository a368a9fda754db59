/**
 * Sketches: what somebody is drawing of a process, kept text by text.
 *
 * Never: saved over what somebody else has saved meanwhile; the server is told what one has read.
 */
import { useQuery } from "@tanstack/react-query";

import { Problem } from "../model/problem";
import { get, put, remove } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Sketch = Schemas["SketchShown"];
export type SketchListed = Schemas["SketchListed"];
export type Revision = Schemas["SketchRevision"];
export type RevisionShown = Schemas["SketchRevisionShown"];

export const SKETCHES = "sketches";
/** The server keeps no more of one sketch, and that is one page. */
const MOST_REVISIONS = 200;
const NOT_FOUND = 404;
const CONFLICT = 409;
const PATH = "/api/v1/sketches/{namespace}/{name}";

export type Place = { readonly namespace: string; readonly name: string };

export type SketchWanted = {
  readonly text: string;
  /** Null: as it was. */
  readonly basedOn: string | null;
  /** The revision that was read; null where there was none. */
  readonly base: number | null;
  /** The revision before is kept in any case, as when an earlier one is brought back. */
  readonly apart?: boolean;
};

/** Somebody else has saved since; what they have. */
export class SketchMoved extends Error {
  override readonly name = "SketchMoved";
  readonly newest: Sketch;

  constructor(newest: Sketch) {
    super("Somebody else has saved.");
    this.newest = newest;
  }
}

/** The same text sent again, because the first answer was lost, is answered as if it were the first. */
export async function saveSketch(place: Place, wanted: SketchWanted): Promise<Sketch> {
  const { text, basedOn, base, apart } = wanted;
  const more = { ...(basedOn !== null && { basedOn }), ...(apart === true && { apart }) };
  const body = JSON.stringify({ text, ...more });
  const headers: Record<string, string> =
    base === null ? { "If-None-Match": "*" } : { "If-Match": tagOf(base) };
  return await orMoved(put(PATH, { path: place, body, headers }));
}

/** Thrown away with all its revisions. */
export async function deleteSketch(place: Place, revision: number): Promise<void> {
  await orMoved(remove(PATH, { path: place, headers: { "If-Match": tagOf(revision) } }));
}

async function orMoved<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Problem && error.status === CONFLICT && isSketch(error.newest))
      throw new SketchMoved(error.newest);
    throw error;
  }
}

function tagOf(revision: number): string {
  return `"${String(revision)}"`;
}

function isSketch(value: unknown): value is Sketch {
  if (typeof value !== "object" || value === null) return false;
  return "text" in value && "revision" in value;
}

/** As it stands now; null where nobody has begun one. */
export async function readSketch(place: Place, signal?: AbortSignal): Promise<Sketch | null> {
  const { namespace, name } = place;
  try {
    return await get(PATH, { path: { namespace, name }, ...(signal && { signal }) });
  } catch (error) {
    if (error instanceof Problem && error.status === NOT_FOUND) return null;
    throw error;
  }
}

/** The same, read once: whoever opens it hears of the rest while it is open. */
export function useSketch(place: Place) {
  const { namespace, name } = place;
  return useQuery({
    queryKey: [SKETCHES, "one", namespace, name],
    queryFn: ({ signal }) => readSketch(place, signal),
    // Whoever opens it goes on with what is there, not with what they have seen before.
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** The newest ones. */
export function useSketches(enabled: boolean) {
  return useQuery({
    queryKey: [SKETCHES, "mine"],
    queryFn: async ({ signal }) => (await get("/api/v1/sketches", { signal })).items,
    enabled,
  });
}

/** How it stood, the newest first: all that are kept. */
export function useRevisions(place: Place) {
  const { namespace, name } = place;
  return useQuery({
    queryKey: [SKETCHES, "revisions", namespace, name],
    queryFn: async ({ signal }) => {
      const query = { limit: MOST_REVISIONS };
      const path = { namespace, name };
      return (await get(`${PATH}/revisions`, { path, query, signal })).items;
    },
    gcTime: 0,
  });
}

export function useRevision(place: Place, revision: number | undefined) {
  const { namespace, name } = place;
  return useQuery({
    queryKey: [SKETCHES, "revision", namespace, name, revision],
    queryFn: ({ signal }) => {
      const path = { namespace, name, revision: String(revision) };
      return get(`${PATH}/revisions/{revision}`, { path, signal });
    },
    enabled: revision !== undefined,
    staleTime: Infinity,
  });
}
