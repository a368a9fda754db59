/**
 * Secrets: whom each is for, who wrote its values, who has used it.
 *
 * Never: a value in the query cache; it is sent once and forgotten.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { get, post, put, remove } from "./client";
import type { components } from "./schema";

export type Secret = components["schemas"]["SecretListed"];
export type SecretUse = components["schemas"]["SecretUse"];
export type SecretVersion = components["schemas"]["SecretVersion"];
export type Bindings = components["schemas"]["BindingsWanted"];

const SECRETS = "secrets";

export function useSecrets() {
  return useQuery({
    queryKey: [SECRETS],
    queryFn: async ({ signal }) => (await get("/api/v1/secrets", { signal })).items,
  });
}

export function useSecretVersions(name: string) {
  return useQuery({
    queryKey: [SECRETS, name, "versions"],
    queryFn: async ({ signal }) =>
      (await get("/api/v1/secrets/{name}/versions", { path: { name }, signal })).items,
  });
}

export function useSecretUses(name: string) {
  return useQuery({
    queryKey: [SECRETS, name, "uses"],
    queryFn: ({ signal }) => get("/api/v1/secrets/{name}/uses", { path: { name }, signal }),
  });
}

/** The value as JSON text, as it was typed. */
export type Written = { readonly name: string; readonly value: string };

export function useWriteSecret() {
  return useDeed(({ name, value }: Written) =>
    put("/api/v1/secrets/{name}", { path: { name }, body: `{"value":${value}}` }),
  );
}

export function useBindSecret(name: string) {
  return useDeed((wanted: Bindings) =>
    put("/api/v1/secrets/{name}/bindings", { path: { name }, body: JSON.stringify(wanted) }),
  );
}

export function useRollBackSecret(name: string) {
  return useDeed((version: number) =>
    post("/api/v1/secrets/{name}/rollback", { path: { name }, body: JSON.stringify({ version }) }),
  );
}

export function useDeleteSecret(name: string) {
  return useDeed((anyway: boolean) =>
    remove("/api/v1/secrets/{name}", { path: { name }, query: { anyway: String(anyway) } }),
  );
}

function useDeed<W, A>(send: (wanted: W) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    // What was sent is not kept for a moment longer.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: [SECRETS] }),
  });
}
