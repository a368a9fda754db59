/**
 * Who may do what: one's own permissions, roles, grants for processes, exceptions, and why.
 *
 * Never: a decision; the API decides, and pages show what it says.
 */
import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { get, post, put, remove } from "./client";
import type { components } from "./schema";
import { meQuery } from "./session";

type Schemas = components["schemas"];
export type Permission = Schemas["PermissionShown"]["name"];
export type PermissionShown = Schemas["PermissionShown"];
export type Role = Schemas["RoleShown"];
export type Right = Schemas["GrantWanted"]["rights"][number];
export type Access = Schemas["AccessShown"];
export type AccessWanted = Schemas["AccessWanted"];
export type Exception = Schemas["ExceptionShown"];
export type ExceptionWanted = Schemas["ExceptionWanted"];
export type Verdict = Schemas["Verdict"];
type Mine = {
  readonly permissions: readonly string[];
  readonly somewhere: readonly string[];
};

const MINE = "permissions";
const ROLES = "roles";
const ACCESS = "access";
const WHY = "why";
const EXCEPTIONS = "exceptions";
const FRESH_MS = 30_000;

/** Whether one may do something in the whole tenant, or for one process. */
export function useMay(process?: string): (permission: Permission) => boolean {
  const { data } = useMine(process);
  return (permission) => data?.permissions.includes(permission) === true;
}

/** Whether one may do it for some process at least. */
export function useMaySomewhere(): (permission: Permission) => boolean {
  const { data } = useMine(undefined);
  return (permission) => data?.somewhere.includes(permission) === true;
}

function useMine(process: string | undefined) {
  const client = useQueryClient();
  return useQuery<Mine>({
    queryKey: [MINE, process ?? ""],
    queryFn: ({ signal }) => get("/api/v1/me/permissions", { query: { process }, signal }),
    // Most may do with a process what they may everywhere: a page doesn't fill up in two steps.
    placeholderData: () => ofSession(client),
    staleTime: FRESH_MS,
  });
}

function ofSession(client: QueryClient): Mine | undefined {
  const permissions = client.getQueryData(meQuery.queryKey)?.permissions;
  return permissions && { permissions, somewhere: permissions };
}

/** All permissions that there are, and what each right for a process brings. */
export function usePermissionList() {
  return useQuery({
    queryKey: ["permission-list"],
    queryFn: ({ signal }) => get("/api/v1/permissions", { signal }),
    staleTime: Infinity,
  });
}

export function useRoles(enabled = true) {
  return useQuery({
    queryKey: [ROLES],
    queryFn: ({ signal }) => get("/api/v1/roles", { signal }),
    enabled,
  });
}

export type RoleWanted = Schemas["RoleWanted"] & { readonly name: string };

export function usePutRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, ...wanted }: RoleWanted) =>
      put("/api/v1/roles/{role}", { path: { role: name }, body: JSON.stringify(wanted) }),
    onSuccess: () => forgetAccess(client),
  });
}

export function useDropRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (role: string) => remove("/api/v1/roles/{role}", { path: { role } }),
    onSuccess: () => forgetAccess(client),
  });
}

/** Of a process, or with `*` for its name of all in a namespace. */
export function useAccess(namespace: string, name: string) {
  return useQuery({
    queryKey: [ACCESS, namespace, name],
    queryFn: ({ signal }) =>
      get("/api/v1/processes/{namespace}/{name}/access", { path: { namespace, name }, signal }),
  });
}

export function useChangeAccess(namespace: string, name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: AccessWanted) =>
      put("/api/v1/processes/{namespace}/{name}/access", {
        path: { namespace, name },
        body: JSON.stringify(wanted),
      }),
    onSuccess: (shown) => {
      client.setQueryData([ACCESS, namespace, name], shown);
      return forgetAccess(client);
    },
  });
}

type Asked = {
  readonly person: string;
  readonly permission: Permission;
  readonly process: string | undefined;
  readonly run: string | undefined;
};

export function useWhy(asked: Asked | undefined) {
  return useQuery({
    queryKey: [WHY, asked],
    queryFn: ({ signal }) =>
      get("/api/v1/permissions/why", {
        query: {
          person: asked?.person,
          permission: asked?.permission,
          process: asked?.process,
          run: asked?.run,
        },
        signal,
      }),
    enabled: asked !== undefined,
  });
}

/** What one person may, or may not, other than their roles say. */
export function useExceptions(id: string) {
  return useQuery({
    queryKey: [EXCEPTIONS, id],
    queryFn: ({ signal }) => get("/api/v1/people/{id}/exceptions", { path: { id }, signal }),
  });
}

export function useMakeException(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ExceptionWanted) =>
      post("/api/v1/people/{id}/exceptions", { path: { id }, body: JSON.stringify(wanted) }),
    onSuccess: () => forgetAccess(client),
  });
}

export function useEndException(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (exception: string) =>
      remove("/api/v1/people/{id}/exceptions/{exception}", { path: { id, exception } }),
    onSuccess: () => forgetAccess(client),
  });
}

/** What somebody may has become another; what was said of it before is asked again. */
function forgetAccess(client: QueryClient): Promise<unknown> {
  return Promise.all(
    [MINE, ROLES, ACCESS, WHY, EXCEPTIONS].map((key) =>
      client.invalidateQueries({ queryKey: [key] }),
    ),
  );
}
