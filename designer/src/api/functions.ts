/**
 * The functions that a process can call, with what they ask for.
 *
 * Never: a part of them; there are few, and whoever looks for one looks among all.
 */
import { useQuery } from "@tanstack/react-query";

import { get } from "./client";
import type { components } from "./schema";

export type FunctionShown = components["schemas"]["FunctionShown"];

const FRESH_MS = 300_000;
const MOST_PAGES = 50;

export function useFunctions(enabled = true) {
  return useQuery({
    queryKey: ["functions"],
    queryFn: async ({ signal }) => {
      const all: FunctionShown[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const { items, next } = await get("/api/v1/functions", { query: { cursor }, signal });
        all.push(...items);
        if (next === null) break;
        cursor = next;
      }
      return all;
    },
    staleTime: FRESH_MS,
    enabled,
  });
}
