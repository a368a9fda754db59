/**
 * What a run would ask of whom, before it is started.
 *
 * Never: a start; it can be asked as often as somebody types.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { parse } from "../model/json";
import { post } from "./client";
import type { components } from "./schema";

export type Outlook = components["schemas"]["OutlookShown"];
export type Stop = Outlook["stops"][number];

const FRESH_MS = 60_000;

/** Of this input, as text; nothing is asked without one. */
export function useOutlook(workflow: string, version: string, input: string | undefined) {
  const [namespace = "", name = ""] = workflow.split("/");
  return useQuery({
    queryKey: ["outlook", workflow, version, input],
    queryFn: ({ signal }) =>
      post("/api/v1/processes/{namespace}/{name}/outlook", {
        path: { namespace, name },
        body: JSON.stringify({ version, input: parse(input ?? "null") }),
        signal,
      }),
    enabled: input !== undefined,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    retry: false,
  });
}
