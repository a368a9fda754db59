/**
 * When a schedule would start runs next.
 *
 * Never: a schedule set up; it is only asked about.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { codeFor } from "../model/code";
import type { Json } from "../model/json";
import { type Asking, post } from "./client";

export type SchedulePreview = { readonly next: readonly string[] };

// Its path comes into the OpenAPI file with the server's part.
const ask = post as (path: string, asking: Asking) => Promise<unknown>;
const PATH = "/api/v1/schedules/preview";

export function useSchedulePreview(schedule: Json | undefined, timeZone: string) {
  const text = codeFor(schedule);
  return useQuery({
    queryKey: ["schedule-preview", text, timeZone],
    queryFn: async ({ signal }) => {
      const body = `{"schedule":${text},"timeZone":${JSON.stringify(timeZone)}}`;
      return (await ask(PATH, { body, signal })) as SchedulePreview;
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}
