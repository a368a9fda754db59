/**
 * The processes that there are.
 *
 * Never: a definition kept here; the query cache holds what the API said.
 */
import { useQuery } from "@tanstack/react-query";

import { processesOf } from "../model/versions";
import { get } from "./client";
import type { components } from "./schema";

export type Definition = components["schemas"]["DefinitionShown"];

const PAGE = 200;
/** So many pages are read; more versions than that belong on a page of their own. */
const MOST_PAGES = 10;
const REFRESH_MS = 15_000;

export function usePublished() {
  return useQuery({
    queryKey: ["definitions"],
    queryFn: ({ signal }) => allOf(signal),
    select: publishedOf,
    refetchInterval: REFRESH_MS,
  });
}

async function allOf(signal: AbortSignal): Promise<Definition[]> {
  const found: Definition[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next } = await get("/api/v1/definitions", {
      query: { limit: PAGE, cursor },
      signal,
    });
    found.push(...items);
    if (next === null) break;
    cursor = next;
  }
  return found;
}

function publishedOf(definitions: readonly Definition[]) {
  return processesOf(definitions.filter((one) => one.state === "published"));
}
