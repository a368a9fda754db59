/**
 * The people that may have started a run.
 *
 * Never: asked for by who sees only their own runs.
 */
import { useQuery } from "@tanstack/react-query";

import { get } from "../../api/client";

const MOST = 200;
const FRESH_MS = 60_000;

export function usePeopleFound(enabled: boolean) {
  const { data } = useQuery({
    queryKey: ["people", "all"],
    queryFn: ({ signal }) => get("/api/v1/people", { query: { limit: MOST }, signal }),
    enabled,
    staleTime: FRESH_MS,
  });
  return data?.items ?? [];
}
