/**
 * When a schedule would start runs next.
 *
 * Never: a schedule set up; it is only asked about.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { codeFor } from "../model/code";
import type { Json } from "../model/json";
import { post } from "./client";

export function useSchedulePreview(schedule: Json | undefined, timeZone: string) {
  const text = codeFor(schedule);
  return useQuery({
    queryKey: ["schedule-preview", text, timeZone],
    queryFn: ({ signal }) => {
      const body = `{"schedule":${text},"timeZone":${JSON.stringify(timeZone)}}`;
      return post("/api/v1/schedules/preview", { body, signal });
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}
