/**
 * By what one signs in, where one has, and the rules of the organisation about it.
 *
 * Never: a secret or a code in the cache; they are shown once and forgotten.
 */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { get, patch, post, put, remove } from "./client";
import { newPasskey } from "./passkeys";
import { PEOPLE } from "./people";
import type { components } from "./schema";
import { meQuery } from "./session";

type Schemas = components["schemas"];
export type Security = Schemas["Security"];
export type SessionShown = Schemas["Session"];
export type SignInEntry = Schemas["SignInEntry"];
export type ProfileShown = Schemas["PersonShown"];
export type ProfileChange = Schemas["ProfileChange"];
export type PasswordChange = Schemas["PasswordChange"];
export type PasskeyShown = Schemas["Passkey"];
export type TotpBegun = Schemas["TotpBegun"];
export type ChannelChoice = Schemas["Choice"];
export type ChatFound = Schemas["Found"];
type Chosen = Partial<Schemas["ChoicesWanted"]>;
export type Rules = Schemas["RulesWanted"];

const profileQuery = queryOptions({
  queryKey: [PEOPLE, "profile"],
  queryFn: ({ signal }) => get("/api/v1/me/profile", { signal }),
});
const securityQuery = queryOptions({
  queryKey: ["me-security"],
  queryFn: ({ signal }) => get("/api/v1/me/security", { signal }),
});
const sessionsQuery = queryOptions({
  queryKey: ["me-sessions"],
  queryFn: ({ signal }) => get("/api/v1/me/sessions", { signal }),
});
const historyQuery = queryOptions({
  queryKey: ["me-sign-ins"],
  queryFn: ({ signal }) => get("/api/v1/me/sign-ins", { query: { limit: 20 }, signal }),
});
const channelsQuery = queryOptions({
  queryKey: ["me-channels"],
  queryFn: ({ signal }) => get("/api/v1/me/channels", { signal }),
});
const rulesQuery = queryOptions({
  queryKey: ["security-rules"],
  queryFn: ({ signal }) => get("/api/v1/security-rules", { signal }),
});

export function useSecurity() {
  return useQuery(securityQuery);
}

export function useSessions() {
  return useQuery(sessionsQuery);
}

export function useSignIns() {
  return useQuery(historyQuery);
}

export function useRules() {
  return useQuery(rulesQuery);
}

/** What was done has changed how one signs in; `me` too, where a factor was missing. */
export function useChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const { queryKey } of [profileQuery, securityQuery, sessionsQuery, rulesQuery, meQuery])
      void client.invalidateQueries({ queryKey });
  }, [client]);
}

function useDone<V = void, T = unknown>(mutationFn: (given: V) => Promise<T>) {
  const changed = useChanged();
  return useMutation({ mutationFn, onSuccess: changed });
}

export function useProfile() {
  return useQuery(profileQuery);
}

export function useChangeProfile() {
  return useDone((wanted: ProfileChange) =>
    patch("/api/v1/me/profile", { body: JSON.stringify(wanted) }),
  );
}

export function useChangePassword() {
  return useDone((wanted: PasswordChange) =>
    post("/api/v1/me/password", { body: JSON.stringify(wanted) }),
  );
}

export function useProof() {
  return useMutation({
    mutationFn: (password: string) =>
      post("/api/v1/me/proof", { body: JSON.stringify({ password }) }),
  });
}

export function useBeginTotp() {
  return useMutation({ mutationFn: () => post("/api/v1/me/totp"), gcTime: 0 });
}

/** Whoever is asked for a factor is let in by it; the recovery codes must be seen before. */
export function useConfirmTotp() {
  return useMutation({
    gcTime: 0,
    mutationFn: (code: string) =>
      post("/api/v1/me/totp/confirmation", { body: JSON.stringify({ code }) }),
  });
}

export function useRemoveTotp() {
  return useDone(() => remove("/api/v1/me/totp"));
}

export function useNewCodes() {
  return useMutation({ gcTime: 0, mutationFn: () => post("/api/v1/me/recovery-codes") });
}

export function useAddPasskey() {
  return useMutation({
    gcTime: 0,
    mutationFn: async (name: string) => {
      const { publicKey } = await post("/api/v1/me/passkeys/challenge");
      const credential = await newPasskey(publicKey);
      return post("/api/v1/me/passkeys", { body: JSON.stringify({ name, credential }) });
    },
  });
}

export function useRemovePasskey() {
  return useDone((id: string) => remove("/api/v1/me/passkeys/{id}", { path: { id } }));
}

export function useEndSession() {
  return useDone((id: string) => remove("/api/v1/me/sessions/{id}", { path: { id } }));
}

export function useEndOthers() {
  return useDone(() => remove("/api/v1/me/sessions"));
}

export function useSetRules() {
  return useDone((rules: Rules) => put("/api/v1/security-rules", { body: JSON.stringify(rules) }));
}

/** By what one is told of which topic. */
export function useChannels() {
  return useQuery(channelsQuery);
}

export function useChooseChannels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (chosen: Chosen) => put("/api/v1/me/channels", { body: JSON.stringify(chosen) }),
    onSuccess: (choices) => {
      client.setQueryData(channelsQuery.queryKey, choices);
    },
  });
}
