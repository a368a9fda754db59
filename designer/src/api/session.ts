/**
 * Who has signed in.
 *
 * Never: a session kept by this page; the API's cookie is the only one there is.
 */
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";

import { get, post, remove } from "./client";
import { forgetInputs } from "./lastInput";
import { signedByPasskey } from "./passkeys";
import { Problem } from "../model/problem";
import type { components } from "./schema";

export type Me = components["schemas"]["Me"];
export type Credentials = components["schemas"]["SignIn"];
export type SecondFactor = Partial<components["schemas"]["SecondFactor"]>;
export type Way = components["schemas"]["SecondFactorWanted"]["ways"][number];

const UNAUTHENTICATED = 401;
const RETRY_MS = 2_000;

/** `null` is the answer for somebody who has not signed in. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await get("/api/v1/me", { signal });
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      forgetInputs();
      return null;
    }
  },
  staleTime: Infinity,
  refetchInterval: ({ state }) => (state.status === "error" ? RETRY_MS : false),
});

const endedQuery = queryOptions({
  queryKey: ["session-ended"],
  queryFn: () => false,
  staleTime: Infinity,
});

export function useSessionEnded(): boolean {
  return useQuery(endedQuery).data === true;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === UNAUTHENTICATED;
}

/** A rule has come meanwhile, and who looks at the page lacks what it asks for. */
export function asksForFactor(error: unknown): boolean {
  return error instanceof Problem && error.code === "second-factor-missing";
}

/** From now on it is this person, or nobody; what another one has read is forgotten. */
export function become(client: QueryClient, me: Me | null): void {
  forgetInputs();
  client.setQueryData(meQuery.queryKey, me);
  client.setQueryData(endedQuery.queryKey, false);
  const kept: readonly unknown[] = [meQuery.queryKey[0], endedQuery.queryKey[0]];
  client.removeQueries({ predicate: (query) => !kept.includes(query.queryKey[0]) });
}

/** There was a session and it has ended by itself. */
export function endSession(client: QueryClient): void {
  if (client.getQueryData(meQuery.queryKey) === null) return;
  become(client, null);
  client.setQueryData(endedQuery.queryKey, true);
}

export function useMe() {
  return useQuery(meQuery);
}

/** Whoever has a second factor is asked for it before they are let in. */
export function useSignIn(onHalf: (ways: readonly Way[]) => void) {
  const client = useQueryClient();
  return useMutation({
    // Its 401 says that the password is wrong, not that a session has ended.
    meta: { signsIn: true },
    mutationFn: (credentials: Credentials) =>
      post("/api/v1/session", { body: JSON.stringify(credentials) }),
    onSuccess: (answer) => {
      if ("ways" in answer) onHalf(answer.ways);
      else become(client, answer);
    },
  });
}

export function useSecondFactor() {
  const client = useQueryClient();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: (given: SecondFactor) =>
      post("/api/v1/session/second-factor", { body: JSON.stringify(given) }),
    onSuccess: (me) => {
      become(client, me);
    },
  });
}

/** Says nothing of whether there is such a person. */
export function useForgotten() {
  return useMutation({
    mutationFn: (email: string) =>
      post("/api/v1/password/forgotten", { body: JSON.stringify({ email }) }),
  });
}

export function useNewPassword() {
  return useMutation({
    mutationFn: (wanted: components["schemas"]["NewPassword"]) =>
      post("/api/v1/password", { body: JSON.stringify(wanted) }),
  });
}

/** Whom a link has invited, and where to; the link stays good. */
export function useInvited(token: string) {
  return useQuery({
    // The token is a secret and no name for what is kept.
    queryKey: ["invited"],
    queryFn: ({ signal }) =>
      post("/api/v1/invitation", { body: JSON.stringify({ token }), signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}

type Accepted = components["schemas"]["NewPassword"] & { readonly name: string };

/** With their name as they want to be called; by the password the link is used. */
export function useAccept() {
  return useMutation({
    mutationFn: async ({ token, name, password }: Accepted) => {
      await post("/api/v1/invitation", { body: JSON.stringify({ token, name }) });
      return post("/api/v1/password", { body: JSON.stringify({ token, password }) });
    },
  });
}

export function usePasskeySignIn() {
  const client = useQueryClient();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: async () => {
      const { publicKey } = await post("/api/v1/session/passkey/challenge");
      const credential = await signedByPasskey(publicKey);
      return post("/api/v1/session/passkey", { body: JSON.stringify({ credential }) });
    },
    onSuccess: (me) => {
      become(client, me);
    },
  });
}

export const SIGN_OUT = ["sign-out"];

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: SIGN_OUT,
    // That it has failed is known until it is tried again.
    gcTime: Infinity,
    mutationFn: () => remove("/api/v1/session"),
    onSuccess: () => {
      become(client, null);
    },
  });
}

export function useEndSession(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    endSession(client);
  }, [client]);
}
