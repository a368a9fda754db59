/**
 * The organisation's apps at Slack and Teams, and the conversations in which many read.
 *
 * Never: a key of an app in the query cache; it is sent once and forgotten.
 */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { get, post, put, remove } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Chats = Schemas["Chats"];
export type ChatApp = Schemas["ChatApp"];
export type ChatPlace = Schemas["ChatPlace"];
export type ChatAppWanted = Schemas["ChatAppWanted"];
export type Manifest = Schemas["ManifestAnswer"];
export type Conversation = Schemas["ChatChannel"];
export type ConversationWanted = Schemas["ChatChannelWanted"];
export type ConversationChoice = Schemas["ChatConversation"];
export type Kind = ChatApp["kind"];

const CHATS = "chats";
const PATH = "/api/v1/chats";
const CHANNELS = `${PATH}/channels` as const;
const WATCHED_MS = 5_000;

/** Watched: people come back from the vendor's pages, where something has changed. */
export function useChats() {
  return useQuery({
    queryKey: [CHATS],
    queryFn: ({ signal }) => get(PATH, { signal }),
    refetchInterval: WATCHED_MS,
  });
}

export function usePutApp(kind: Kind) {
  return useDeed((wanted: ChatAppWanted) =>
    put(`${PATH}/{kind}`, { path: { kind }, body: JSON.stringify(wanted) }),
  );
}

export function useRemoveApp(kind: Kind) {
  return useDeed(() => remove(`${PATH}/{kind}`, { path: { kind } }));
}

export function useRemovePlace(id: string) {
  return useDeed(() => remove(`${PATH}/places/{id}`, { path: { id } }));
}

/** Another one by the way in which Slack reaches us. */
export function useManifest(name: string, socket: boolean) {
  return useQuery({
    queryKey: [CHATS, "manifest", name, socket],
    queryFn: ({ signal }) => get(`${PATH}/slack/manifest`, { query: { name }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Where Slack asks whether the app is let in; one goes there at once, it holds for minutes. */
export function useBeginInstallation() {
  return useMutation({ mutationFn: () => post(`${PATH}/slack/installation`) });
}

/** Where Slack can send nobody back to: with the token of the bot that it shows. */
export function useAddPlace() {
  return useDeed((botToken: string) =>
    post(`${PATH}/slack/places`, { body: JSON.stringify({ botToken }) }),
  );
}

export function useTestChat(kind: Kind) {
  return useDeed(() => post(`${PATH}/{kind}/test`, { path: { kind } }));
}

/** The app's package for Teams, as a file. */
export function packageOf(name: string): string {
  return `${PATH}/teams/package?${new URLSearchParams({ name }).toString()}`;
}

export function useConversations() {
  return useQuery({
    queryKey: [CHATS, "channels"],
    queryFn: ({ signal }) => get(CHANNELS, { signal }),
  });
}

/** In which the app is, as the vendor says now. */
export function usePlaceConversations(place: string) {
  return useQuery({
    queryKey: [CHATS, "places", place, "conversations"],
    queryFn: ({ signal }) =>
      get(`${PATH}/places/{id}/conversations`, { path: { id: place }, signal }),
    retry: false,
  });
}

/** A new one where no id is given. */
export function usePutConversation(id: string | undefined) {
  return useDeed((wanted: ConversationWanted) => {
    const body = JSON.stringify(wanted);
    return id === undefined
      ? post(CHANNELS, { body })
      : put(`${CHANNELS}/{id}`, { path: { id }, body });
  });
}

export function useRemoveConversation(id: string) {
  return useDeed(() => remove(`${CHANNELS}/{id}`, { path: { id } }));
}

export function useTestConversation(id: string) {
  return useDeed(() => post(`${CHANNELS}/{id}/test`, { path: { id } }));
}

function useDeed<W, A>(send: (wanted: W) => Promise<A>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    // What was sent is not kept for a moment longer.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: [CHATS] }),
  });
}
