/**
 * Processes that come with Baton, to begin with.
 *
 * Never: one changed; whoever takes one saves it as their own.
 */
import { useQuery } from "@tanstack/react-query";

import { get } from "./client";
import type { components } from "./schema";

export type ReadyProcess = components["schemas"]["ReadyProcess"];

export function useReady() {
  return useQuery({
    queryKey: ["ready"],
    queryFn: async ({ signal }) => (await get("/api/v1/ready", { signal })).items,
    staleTime: Infinity,
  });
}
