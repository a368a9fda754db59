/**
 * What one is told: the tray, what of it is unread, and what has just come.
 *
 * Never: news of what one has just done oneself; whoever acts sees what comes of it.
 */
import {
  type InfiniteData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useMemo } from "react";

import { get, post } from "./client";
import { useConnection } from "./live";
import type { components } from "./schema";

export type Notice = components["schemas"]["Notice"];
type NoticePage = components["schemas"]["NoticePage"];
type Pages = InfiniteData<NoticePage, string | undefined>;

const KEY = ["notices"];
const PAGE = 20;
/** The API counts no further. */
export const MOST_UNREAD = 99;
/** How often it is asked while nothing is heard. */
const UNHEARD_MS = 10_000;
/** What comes of a deed comes so soon. */
const OWN_MS = 10_000;

export function useNotices() {
  const unheard = useConnection() !== "live";
  const pages = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ signal, pageParam: cursor }) =>
      get("/api/v1/notices", { query: { limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: unheard ? UNHEARD_MS : false,
  });
  const { data } = pages;
  const notices = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  return { ...pages, notices, unread: data?.pages[0]?.unread ?? 0 };
}

/** These, or all that there are. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[] | undefined) =>
      post("/api/v1/notices/read", { body: JSON.stringify(ids === undefined ? {} : { ids }) }),
    // At once: whoever follows one is elsewhere before the answer comes.
    onMutate: (ids) => {
      const readAt = new Date().toISOString();
      client.setQueryData<Pages>(KEY, (pages) => pages && withRead(pages, ids, readAt));
    },
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

function withRead(pages: Pages, ids: readonly string[] | undefined, readAt: string): Pages {
  const isMeant = ({ id, readAt: before }: Notice) =>
    before === null && (ids === undefined || ids.includes(id));
  const count = pages.pages.flatMap(({ items }) => items).filter(isMeant).length;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (isMeant(one) ? { ...one, readAt } : one)),
      unread: ids === undefined ? 0 : Math.max(0, page.unread - count),
    })),
  };
}

/** Whoever has seen or settled these approvals needs not be told of them any more. */
export function readAbout(client: QueryClient, approvals: readonly string[]): void {
  const ids = (client.getQueryData<Pages>(KEY)?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ approval, readAt }) => readAt === null && approval !== null)
    .filter(({ approval }) => approvals.includes(approval ?? ""))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  const body = JSON.stringify({ ids });
  void post("/api/v1/notices/read", { body })
    // They stay unread, and can be marked so.
    .catch(() => undefined)
    .then(() => client.invalidateQueries({ queryKey: KEY }));
}

/** Whoever looks at an approval knows what they were told of it. */
export function useSeen(approval: string): void {
  const client = useQueryClient();
  const { notices } = useNotices();
  useEffect(() => {
    if (document.visibilityState === "visible") readAbout(client, [approval]);
  }, [client, approval, notices]);
}

let heardAt: number | undefined;
const deeds = new Map<string, number>();

/** Something may have changed; `isNew` if it has just happened, and nothing was missed before. */
export function noticesHeard(client: QueryClient, isNew: boolean): void {
  if (isNew) heardAt = Date.now();
  void client.invalidateQueries({ queryKey: KEY });
}

/** Whether what has come since is news, and not what was missed while nothing was heard. */
export function isNews(): boolean {
  return heardAt !== undefined && Date.now() - heardAt < OWN_MS;
}

export function ownDeed(approval: string): void {
  deeds.set(approval, Date.now());
}

export function isOwnDeed(approval: string | null): boolean {
  return approval !== null && Date.now() - (deeds.get(approval) ?? -Infinity) < OWN_MS;
}
