/**
 * Mails that went to nobody, where there is no mail server.
 *
 * Never: a mail kept for longer than its page; its links let their reader in.
 */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { get } from "./client";
import type { components } from "./schema";

export type MailLine = components["schemas"]["MailLine"];
export type MailWhole = components["schemas"]["MailWhole"];

const PAGE = 50;
/** Nobody tells of new ones. */
const AGAIN_MS = 5_000;

export function useMails() {
  const pages = useInfiniteQuery({
    queryKey: ["mailbox"],
    queryFn: ({ signal, pageParam: cursor }) =>
      get("/api/v1/mailbox", { query: { limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state: { error } }) => (error === null ? AGAIN_MS : false),
  });
  const { data } = pages;
  const mails = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  return { ...pages, mails };
}

export function useMail(id: string) {
  return useQuery({
    queryKey: ["mail", id],
    queryFn: ({ signal }) => get("/api/v1/mailbox/{id}", { path: { id }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}
