/**
 * Which conversation a link that somebody has copied in a chat leads to.
 *
 * Never: something else than was typed, where it is no such link.
 */
const SLACK = /\/(?:archives|client\/[^/]+)\/([CGD][A-Z0-9]+)/;
const TEAMS = /\/l\/(?:channel|chat|message)\/([^/?]+)/;

export type ChatKind = "slack" | "teams";

/** Its id; people copy the link, because the id is hard to find. */
export function conversationIn(kind: ChatKind, text: string): string {
  const typed = text.trim();
  const [, found] = (kind === "slack" ? SLACK : TEAMS).exec(typed) ?? [];
  return found === undefined ? typed : decoded(found);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
