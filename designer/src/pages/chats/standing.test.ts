/**
 * How an app stands, from what the API says of it.
 *
 * Never: good while somebody is needed.
 */
import { describe, expect, it } from "vitest";

import { aConversation, anApp, aPlace, BEGUN, TEAMS } from "../../testing/chats";
import { isInstalled, isOpen, standingOf, standingOfAll, stepOf, troubleOf } from "./standing";

const GONE = aPlace({ id: "pl9", state: "removed" });

describe("an app", () => {
  it("stands from nothing to working, and what is wrong comes first", () => {
    expect(standingOf(null)).toBe("none");
    expect(standingOf(BEGUN)).toBe("begun");
    expect(standingOf(anApp({ places: [] }))).toBe("begun");
    expect(standingOf(anApp())).toBe("on");
    expect(standingOf(anApp({ places: [aPlace(), GONE] }))).toBe("wrong");
    expect(standingOf(anApp({ ready: false }))).toBe("begun");
  });

  it("is there for somebody in Teams only when somebody is known", () => {
    const alone = anApp({ ...TEAMS, places: [aPlace({ installed: false, people: 0 })] });
    expect(isInstalled(TEAMS)).toBe(true);
    expect(isInstalled(alone)).toBe(false);
    expect(isOpen(alone)).toBe(true);
    expect(isOpen(null)).toBe(false);
    expect(isInstalled(anApp({ places: [aPlace({ people: 0 })] }))).toBe(true);
  });

  it("says what is wrong with a place", () => {
    expect(troubleOf(aPlace())).toBeUndefined();
    expect(troubleOf(GONE)).toBe("removed");
    expect(troubleOf(aPlace({ state: "revoked" }))).toBe("revoked");
    expect(troubleOf(aPlace({ missingScopes: ["commands"] }))).toBe("scopes");
  });
});

describe("channels without a bot", () => {
  it("are wrong as soon as one is lost", () => {
    expect(standingOfAll([])).toBe("none");
    expect(standingOfAll([aConversation()])).toBe("on");
    expect(standingOfAll([aConversation(), aConversation({ state: "lost" })])).toBe("wrong");
  });
});

it("a step waits for what is before it", () => {
  expect([stepOf(true, false), stepOf(false, true), stepOf(false, false)]).toEqual([
    "done",
    "now",
    "later",
  ]);
});
