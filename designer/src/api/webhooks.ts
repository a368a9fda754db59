/**
 * Endpoints of outgoing webhooks, and what was sent to them.
 *
 * Never: a secret in the query cache; it is in the answer that makes it, and shown once.
 */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { get, post, put, remove } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Endpoint = Schemas["EndpointShown"];
export type EndpointWanted = Schemas["EndpointWanted"];
export type Delivery = Schemas["DeliveryShown"];
export type DeliveryState = Delivery["state"];

const ENDPOINTS = ["webhook-endpoints"];
const DELIVERIES = "webhook-deliveries";
const PATH = "/api/v1/webhook-endpoints";
const PAGE = 20;

export function useEndpoints() {
  return useQuery({ queryKey: ENDPOINTS, queryFn: ({ signal }) => get(PATH, { signal }) });
}

export function useDeliveries(id: string, state: DeliveryState | undefined) {
  const pages = useInfiniteQuery({
    queryKey: [DELIVERIES, id, state],
    queryFn: ({ pageParam: cursor, signal }) =>
      get(`${PATH}/{id}/deliveries`, {
        path: { id },
        query: { state, limit: PAGE, cursor },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const { data } = pages;
  const deliveries = useMemo(() => data?.pages.flatMap((page) => page.items), [data]);
  return { ...pages, deliveries };
}

export function useAddEndpoint() {
  return useDeed((wanted: EndpointWanted) => post(PATH, { body: JSON.stringify(wanted) }));
}

export function usePutEndpoint(id: string) {
  return useDeed((wanted: EndpointWanted) =>
    put(`${PATH}/{id}`, { path: { id }, body: JSON.stringify(wanted) }),
  );
}

export function useRemoveEndpoint(id: string) {
  return useDeed(() => remove(`${PATH}/{id}`, { path: { id } }));
}

export function useRotateSecret(id: string) {
  return useDeed((graceHours: number) =>
    post(`${PATH}/{id}/secret`, { path: { id }, body: JSON.stringify({ graceHours }) }),
  );
}

export function useTestEndpoint(id: string) {
  return useDeed(() => post(`${PATH}/{id}/test`, { path: { id } }));
}

/** All that were given up, or one. */
export function useSendAgain(id: string) {
  return useDeed((delivery: string | undefined) =>
    delivery === undefined
      ? post(`${PATH}/{id}/deliveries/again`, { path: { id } })
      : post(`${PATH}/{id}/deliveries/{delivery}/again`, { path: { id, delivery } }),
  );
}

function useDeed<W, A>(send: (wanted: W) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    // A secret is held by the page that shows it, and by nothing else.
    gcTime: 0,
    onSettled: () =>
      Promise.all(
        [ENDPOINTS, [DELIVERIES]].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
