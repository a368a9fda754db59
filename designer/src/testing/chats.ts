/**
 * Apps of chats, their places, and conversations as the stand-in for the API tells them.
 *
 * Never: in the application; only tests import it.
 */
import type { ChatApp, ChatPlace, Conversation, ConversationChoice } from "../api/chats";
import { ADA, type Replies, signedIn } from "./api";

export const PATH = "/api/v1/chats";

export function aPlace(more: Partial<ChatPlace> = {}): ChatPlace {
  return {
    id: "pl1",
    team: "T1",
    name: "Acme",
    state: "on",
    reason: null,
    missingScopes: [],
    installedAt: "2026-03-01T10:00:00Z",
    people: 3,
    installed: true,
    ...more,
  };
}

export function anApp(more: Partial<ChatApp> = {}): ChatApp {
  return {
    kind: "slack",
    clientId: "12.34",
    team: null,
    socket: false,
    ready: true,
    missing: [],
    installable: true,
    urls: { events: "https://baton.example.com/chat/slack/abc/events" },
    places: [aPlace()],
    changedAt: "2026-03-01T10:00:00Z",
    changedBy: "p1",
    ...more,
  };
}

const KEYS = ["clientId", "clientSecret", "signingSecret"];
/** Begun, and nothing else. */
export const BEGUN = anApp({ clientId: "", ready: false, missing: KEYS, places: [] });

export const TEAMS = anApp({
  kind: "teams",
  clientId: "00000000-0000-0000-0000-000000000001",
  team: "00000000-0000-0000-0000-000000000002",
  installable: false,
  urls: { messages: "https://baton.example.com/chat/teams/abc/messages" },
  places: [aPlace({ id: "pl2", name: "Microsoft Teams" })],
});

export function aConversation(more: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    kind: "slack",
    name: "#purchasing",
    place: "pl1",
    conversation: "C012AB3CD",
    webhookHost: null,
    processes: "demo/*",
    language: "en",
    state: "on",
    reason: null,
    changedAt: "2026-03-01T10:00:00Z",
    changedBy: "p1",
    ...more,
  };
}

export const WORKFLOW = aConversation({
  id: "c2",
  kind: "workflows",
  name: "Board",
  place: null,
  conversation: null,
  webhookHost: "prod.logic.azure.com",
  processes: "*",
});

export const CHOICES: readonly ConversationChoice[] = [
  { conversation: "C012AB3CD", name: "#purchasing", team: null },
  { conversation: "C045EF6GH", name: "#travel", team: null },
];

export const MANIFEST = {
  manifest: { display_information: { name: "Baton" } },
  link: "https://api.slack.com/apps?new_app=1&manifest_json=%7B%7D",
  scopes: { commands: "Listens to /baton." },
};

type Chats = { readonly slack?: ChatApp | null; readonly teams?: ChatApp | null };

/** For who may set them up. */
export function chatReplies(
  { slack = null, teams = null }: Chats = {},
  ...items: readonly Conversation[]
): Replies {
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, "chats:write"] } },
    [`GET ${PATH}`]: { body: { slack, teams } },
    [`GET ${PATH}/channels`]: { body: { items, most: 100 } },
    [`GET ${PATH}/places/pl1/conversations`]: { body: { items: CHOICES } },
    [`GET ${PATH}/places/pl2/conversations`]: { body: { items: [] } },
    [`GET ${PATH}/slack/manifest`]: { body: MANIFEST },
  };
}
