/**
 * Conversations as they are said: where they are, and of which processes they tell.
 *
 * Never: a pattern shown to people as it is sent.
 */
import type { ChatApp, ChatPlace, Chats, Conversation, ConversationWanted } from "../../api/chats";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { ON } from "./standing";

export type Place = ChatPlace & { readonly kind: "slack" | "teams" };
export type Scope = "all" | "namespace" | "process";

export const EVERYTHING = "*";

export const placesOf = ({ slack, teams }: Chats): Place[] => [
  ...(slack?.places ?? []).map((place) => ({ ...place, kind: "slack" as const })),
  ...(teams?.places ?? []).map((place) => ({ ...place, kind: "teams" as const })),
];

export function installedIn({ places }: ChatApp): string {
  const on = places.filter(({ state }) => state === ON);
  return say("chats.installedIn", { places: listed(on.map(({ name }) => name)) });
}

export function scopeOf(processes: string): Scope {
  if (processes === EVERYTHING) return "all";
  return processes.endsWith("/*") ? "namespace" : "process";
}

/** Of a pattern for a whole namespace. */
export const namespaceOf = (processes: string) => processes.split("/")[0] ?? "";

export function whichOf(processes: string): string {
  switch (scopeOf(processes)) {
    case "all":
      return say("conversations.scopes.all");
    case "namespace":
      return say("conversations.all", { namespace: namespaceOf(processes) });
    case "process":
      return processes;
  }
}

/** Where messages go, as exactly as may be shown. */
export function whereOf(
  { kind, place, conversation, webhookHost }: Conversation,
  places: readonly Place[],
): string[] {
  const known = places.find(({ id }) => id === place)?.name;
  return [say(`chats.kinds.${kind}`), known, conversation, webhookHost].filter(
    (one): one is string => typeof one === "string" && one !== "",
  );
}

export function saidOf({
  kind,
  name,
  place,
  conversation,
  processes,
  language,
}: Conversation): ConversationWanted {
  return { kind, name, place, conversation, processes, language };
}
