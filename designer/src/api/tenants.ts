/**
 * Organisations: one's own, those that one belongs to, and all of the installation.
 *
 * Never: what lies in another one.
 */
import {
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";

import { get, patch, post, put, remove } from "./client";
import type { components } from "./schema";
import { become, meQuery, type Way } from "./session";

type Schemas = components["schemas"];
export type OwnTenant = Schemas["OwnTenant"];
export type OwnUse = Schemas["OwnUse"];
export type Limits = Schemas["Limits"];
export type Tenant = Schemas["TenantShown"];
export type TenantLine = Schemas["TenantLine"];
export type TenantWanted = Schemas["TenantWanted"];
export type Organisation = Schemas["Organisation"];
export type UsualChoice = Schemas["UsualChoice"];
type ChoicesWanted = Partial<Schemas["ChoicesWanted"]>;
export type OrganisationWanted = Partial<Schemas["OrganisationWanted"]>;

const OWN = ["own-tenant"];
const ALL = ["tenants"];
const MINE = ["my-tenants"];
const PAGE = 50;

export const EXPORT = "/api/v1/tenant/export";

export function logoOf(logo: string): string {
  return `/api/v1/tenant/logo?v=${encodeURIComponent(logo)}`;
}

export function useOwnTenant() {
  return useQuery({ queryKey: OWN, queryFn: ({ signal }) => get("/api/v1/tenant", { signal }) });
}

export function useOwnUse() {
  return useQuery({
    queryKey: [...OWN, "use"],
    queryFn: ({ signal }) => get("/api/v1/tenant/use", { signal }),
  });
}

const usualQuery = queryOptions({
  queryKey: [...OWN, "channels"],
  queryFn: ({ signal }) => get("/api/v1/tenant/channels", { signal }),
});

/** How people are told who have chosen nothing. */
export function useUsualChannels() {
  return useQuery(usualQuery);
}

export function useChooseUsualChannels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (chosen: ChoicesWanted) =>
      put("/api/v1/tenant/channels", { body: JSON.stringify(chosen) }),
    onSuccess: (choices) => {
      client.setQueryData(usualQuery.queryKey, choices);
      return client.invalidateQueries({ queryKey: ["me-channels"] });
    },
  });
}

export function useChangeOwn() {
  return useOwnChange((wanted: object) =>
    patch("/api/v1/tenant", { body: JSON.stringify(wanted) }),
  );
}

export function usePutLogo() {
  return useOwnChange((picture: File) => put("/api/v1/tenant/logo", { file: picture }));
}

export function useRemoveLogo() {
  return useOwnChange(() => remove("/api/v1/tenant/logo"));
}

function useOwnChange<V, T>(change: (wanted: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(
        [OWN, meQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

// ---- those that one belongs to

export function useOrganisations() {
  return useQuery({
    queryKey: MINE,
    queryFn: ({ signal }) => get("/api/v1/me/tenants", { signal }),
  });
}

export function useAddOrganisation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: OrganisationWanted) =>
      post("/api/v1/me/tenants", { body: JSON.stringify(wanted) }),
    // A password is in it.
    gcTime: 0,
    onSuccess: (answer) => client.setQueryData(MINE, answer),
  });
}

/** Where a second factor comes next, it is asked for as after a password. */
export function useSwitch(onHalf: (ways: readonly Way[]) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post("/api/v1/me/tenants/{id}/enter", { path: { id } }),
    onSuccess: (answer) => {
      if ("ways" in answer) onHalf(answer.ways);
      else become(client, answer);
    },
  });
}

// ---- all of the installation

export function useTenants(search: string) {
  const pages = useInfiniteQuery({
    queryKey: [...ALL, "list", search],
    queryFn: ({ pageParam: cursor, signal }) =>
      get("/api/v1/tenants", { query: { search, limit: PAGE, cursor }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data } = pages;
  const tenants = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...pages, tenants };
}

export function useTenant(id: string) {
  return useQuery({
    queryKey: [...ALL, id],
    queryFn: ({ signal }) => get("/api/v1/tenants/{id}", { path: { id }, signal }),
  });
}

export function useCreateTenant() {
  return useChange((wanted: object) => post("/api/v1/tenants", { body: JSON.stringify(wanted) }));
}

export function useChangeTenant(id: string) {
  return useChange((wanted: object) =>
    patch("/api/v1/tenants/{id}", { path: { id }, body: JSON.stringify(wanted) }),
  );
}

export function useSuspendTenant(id: string) {
  return useChange((reason: string) =>
    post("/api/v1/tenants/{id}/suspend", { path: { id }, body: JSON.stringify({ reason }) }),
  );
}

export function useResumeTenant(id: string) {
  return useChange(() =>
    post("/api/v1/tenants/{id}/resume", { path: { id }, body: JSON.stringify({}) }),
  );
}

export function useDeleteTenant(id: string) {
  return useChange(() => remove("/api/v1/tenants/{id}", { path: { id } }));
}

function useChange<V, T>(change: (wanted: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
}
