/**
 * The people of the tenant, as a form asks for them.
 *
 * Never: all of them; a few that a search has found, and the one that was chosen.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { get } from "../api/client";
import type { components } from "../api/schema";

export type Person = components["schemas"]["Person"];

const MOST_FOUND = 20;
const FRESH_MS = 60_000;

export function usePeople(search: string, enabled: boolean) {
  return useQuery({
    queryKey: ["people", "search", search],
    queryFn: ({ signal }) => {
      const query = { limit: MOST_FOUND, search: search === "" ? undefined : search };
      return get("/api/v1/people", { query, signal });
    },
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    enabled,
  });
}

/** Who a value names, so that a name can be shown for it. */
export function usePerson(value: string, as: "email" | "id", enabled: boolean) {
  return useQuery({
    queryKey: ["people", as, value],
    queryFn: async ({ signal }): Promise<Person | null> => {
      if (as === "id") return get("/api/v1/people/{id}", { path: { id: value }, signal });
      const query = { limit: MOST_FOUND, search: value };
      const { items } = await get("/api/v1/people", { query, signal });
      return items.find(({ email }) => email === value) ?? null;
    },
    staleTime: FRESH_MS,
    enabled: enabled && value !== "",
  });
}
