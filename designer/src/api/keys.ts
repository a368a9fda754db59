/**
 * API keys, and the accounts that only programs use.
 *
 * Never: a key kept; it is in the answer that makes it, and whoever reads that shows it once.
 */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { get, patch, post, remove } from "./client";
import type { components } from "./schema";

export type ApiKey = components["schemas"]["KeyShown"];
export type MadeKey = components["schemas"]["KeyMade"];
export type KeyWanted = components["schemas"]["KeyWanted"];
export type ServiceAccount = components["schemas"]["ServiceAccount"];
export type KeysOf = "me" | "services" | "everyone";

const KEYS = ["api-keys"];
const ACCOUNTS = ["service-accounts"];
const PAGE = 50;

export function useKeys(of: KeysOf) {
  const pages = useInfiniteQuery({
    queryKey: [...KEYS, of],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/keys", { query: { of, limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data } = pages;
  const keys = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...pages, keys };
}

export function useServiceAccounts() {
  return useQuery({
    queryKey: ACCOUNTS,
    queryFn: ({ signal }) => get("/api/v1/service-accounts", { signal }),
  });
}

export function useCreateKey() {
  return useChange((wanted: KeyWanted) => post("/api/v1/keys", { body: JSON.stringify(wanted) }));
}

export function useRotateKey(id: string) {
  return useChange((overlapHours: number) =>
    post("/api/v1/keys/{id}/rotate", { path: { id }, body: JSON.stringify({ overlapHours }) }),
  );
}

export function useRevokeKey(id: string) {
  return useChange(() => remove("/api/v1/keys/{id}", { path: { id } }));
}

export function useCreateAccount() {
  return useChange((wanted: { readonly name: string; readonly roles: readonly string[] }) =>
    post("/api/v1/service-accounts", { body: JSON.stringify(wanted) }),
  );
}

export function useDisableAccount(id: string) {
  return useChange((disabled: boolean) =>
    patch("/api/v1/service-accounts/{id}", { path: { id }, body: JSON.stringify({ disabled }) }),
  );
}

function useChange<V, T>(change: (wanted: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // A key that was made is held by the page that shows it, and by nothing else.
    gcTime: 0,
    onSettled: () =>
      Promise.all([KEYS, ACCOUNTS].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
