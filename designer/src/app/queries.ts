/**
 * The cache of what the API said, and what a lost session does to it.
 *
 * Never: data of one person left for the next.
 */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

import { asksForFactor, endSession, isSignedOut, meQuery } from "../api/session";
import { Unreachable } from "../model/problem";

declare module "@tanstack/react-query" {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only this merges
  interface Register {
    mutationMeta: { readonly signsIn?: boolean };
  }
}

const RETRY_MS = 3_000;

export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) endSession(client);
        if (asksForFactor(error)) void client.invalidateQueries({ queryKey: meQuery.queryKey });
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (isSignedOut(error) && mutation.meta?.signsIn !== true) endSession(client);
      },
    }),
    defaultOptions: {
      // A stack on this very machine is reachable without any network.
      queries: {
        retry: false,
        networkMode: "always",
        // As the page says: it tries again by itself.
        refetchInterval: ({ state: { error } }) =>
          error instanceof Unreachable ? RETRY_MS : false,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  return client;
}
