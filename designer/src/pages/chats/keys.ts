/**
 * Keys of an app as they are typed: what has to be there, and what is sent.
 *
 * Never: an empty field sent; what is left out stays as it is.
 */
import type { ChatApp, ChatAppWanted } from "../../api/chats";

export type KeyName = "clientId" | "clientSecret" | "signingSecret" | "socketToken" | "team";
export type Typed = Partial<Record<KeyName, string>>;

/** Those that are neither there nor typed. */
export function lacking(app: ChatApp, names: readonly KeyName[], typed: Typed): KeyName[] {
  return names.filter((name) => app.missing.includes(name) && (typed[name] ?? "") === "");
}

export function wantedOf(typed: Typed): ChatAppWanted {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
}
