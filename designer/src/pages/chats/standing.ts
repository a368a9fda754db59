/**
 * How an app stands: what is still to do, or what is wrong, in the order in which it matters.
 *
 * Never: called good while one place of it needs somebody.
 */
import type { ChatApp, ChatPlace, Conversation } from "../../api/chats";

export type Standing = "none" | "begun" | "on" | "wrong";
export type PlaceTrouble = "removed" | "revoked" | "scopes";

export const ON = "on";
export const KINDS = ["slack", "teams", "workflows"] as const;

export function troubleOf({ state, missingScopes }: ChatPlace): PlaceTrouble | undefined {
  if (state !== ON) return state === "removed" ? "removed" : "revoked";
  return missingScopes.length > 0 ? "scopes" : undefined;
}

export function standingOf(app: ChatApp | null): Standing {
  if (app === null) return "none";
  if (app.places.some((place) => troubleOf(place) !== undefined)) return "wrong";
  return app.ready && isInstalled(app) ? "on" : "begun";
}

/** As the server knows: of Teams the place is there as soon as the keys are. */
export const isInstalled = (app: ChatApp | null): app is ChatApp =>
  app?.places.some(({ installed }) => installed) === true;

/** Something can be sent there. */
export const isOpen = (app: ChatApp | null): boolean =>
  app?.ready === true && app.places.some(({ state }) => state === ON);

/** Of the channels without a bot: nothing is set up but they themselves. */
export function standingOfAll(conversations: readonly Conversation[]): Standing {
  if (conversations.length === 0) return "none";
  return conversations.every(({ state }) => state === ON) ? "on" : "wrong";
}

/** A step is done, is what to do now, or comes later. */
export type StepState = "done" | "now" | "later";

/** As long as it isn't done, it can be begun as soon as what is before it is. */
export function stepOf(isDone: boolean, isReady: boolean): StepState {
  if (isDone) return "done";
  return isReady ? "now" : "later";
}
