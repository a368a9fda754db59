/**
 * Providers of identities: those that the sign-in page offers, and their administration.
 *
 * Never: a client's secret in the query cache; it is sent once and forgotten.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { get, post, put, remove } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Provider = Schemas["ProviderShown"];
export type ProviderWanted = Schemas["ProviderWanted"];
export type GroupRule = Schemas["GroupRule"];

const PROVIDERS = "identity-providers";
const PATH = "/api/v1/identity-providers/{id}";

/** For who has not signed in. */
export function useProvidersOffered(tenant: string | undefined) {
  return useQuery({
    queryKey: ["providers-offered", tenant],
    queryFn: ({ signal }) => get("/api/v1/session/providers", { query: { tenant }, signal }),
    staleTime: Infinity,
  });
}

/** Where a sign-in by a provider begins; afterwards one comes to a page of this site. */
export function beginningOf(tenant: string, provider: string, to: string): string {
  const asked = new URLSearchParams({ to });
  return `/api/v1/session/oidc/${encodeURIComponent(tenant)}/${provider}?${asked.toString()}`;
}

export function useProviders() {
  return useQuery({
    queryKey: [PROVIDERS],
    queryFn: ({ signal }) => get("/api/v1/identity-providers", { signal }),
  });
}

/** Of the tenant; a group may lead into one. */
export function useDepartmentNames() {
  return useQuery({
    queryKey: ["departments"],
    queryFn: async ({ signal }) => (await get("/api/v1/departments", { signal })).items,
  });
}

/** A new one where no id is given. */
export function usePutProvider(id: string | undefined) {
  return useDeed((wanted: ProviderWanted) => {
    const body = JSON.stringify(wanted);
    return id === undefined
      ? post("/api/v1/identity-providers", { body })
      : put(PATH, { path: { id }, body });
  });
}

export function useRemoveProvider(id: string) {
  return useDeed(() => remove(PATH, { path: { id } }));
}

export function useCheckProvider(id: string) {
  return useMutation({ mutationFn: () => post(`${PATH}/check`, { path: { id } }) });
}

function useDeed<W, A>(send: (wanted: W) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    // What was sent is not kept for a moment longer.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: [PROVIDERS] }),
  });
}
