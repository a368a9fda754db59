/**
 * What isn't saved is kept under the person and the room, and nothing breaks where nothing is kept.
 *
 * Never: something of another room thrown away.
 */
import { afterEach, describe, expect, it, vi } from "vitest";

import { keptOf, leftOf, newRoom, openRoom, shelfOf } from "./kept";

const KEPT = { text: "mine", base: 4, baseText: "old", basedOn: null, at: 5 };
const rooms = (person = "p1") => keptOf(person, "demo/hello").map(({ room }) => room);

afterEach(() => vi.restoreAllMocks());

describe("what isn't saved yet", () => {
  it("is kept for its person and its process alone, the newest first", () => {
    shelfOf("p1", "demo/hello", "r1").keep(KEPT);
    shelfOf("p1", "demo/hello", "r2").keep({ ...KEPT, at: 6 });
    shelfOf("p1", "demo/hello2", "r3").keep(KEPT);
    shelfOf("p2", "demo/hello", "r4").keep(KEPT);
    expect(rooms()).toEqual(["r2", "r1"]);
    expect(keptOf("p1", "demo/hello")[1]).toEqual({ ...KEPT, room: "r1" });
    shelfOf("p1", "demo/hello", "r2").forget();
    expect(rooms()).toEqual(["r1"]);
    expect(rooms("p2")).toEqual(["r4"]);
  });

  it("is kept without what it was begun with, where there is no room for both", () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementationOnce(() => {
      throw new DOMException("Full.", "QuotaExceededError");
    });
    expect(shelfOf("p1", "demo/hello", "r1").keep(KEPT)).toBe(true);
    expect(keptOf("p1", "demo/hello")[0]).toEqual({ ...KEPT, baseText: undefined, room: "r1" });
  });

  it.each(["{", "null", "7", JSON.stringify({ text: 1, base: 4, at: 5 }), "{}"])(
    "that means nothing, as %s, is left out",
    (text) => {
      localStorage.setItem("baton-unsaved p1 demo/hello r1", text);
      expect(rooms()).toEqual([]);
    },
  );

  it("in a browser that keeps nothing is said to be kept nowhere, and nothing breaks", async () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("Blocked.", "SecurityError");
    });
    const shelf = shelfOf("p1", "demo/hello", "r1");
    expect(shelf.keep(KEPT)).toBe(false);
    expect(shelf.forget).not.toThrow();
    expect(rooms()).toEqual([]);
    expect(await leftOf("p1", "demo/hello")).toEqual([]);
  });
});

describe("a room that is open", () => {
  const held: { name: string }[] = [];
  const locks = {
    request: async (name: string, act: () => Promise<void>) => {
      held.push({ name });
      await act();
      held.splice(
        held.findIndex((one) => one.name === name),
        1,
      );
    },
    query: () => Promise.resolve({ held }),
  };

  it("keeps what is its own; nobody is asked about it in another tab", async () => {
    vi.stubGlobal("navigator", { locks });
    shelfOf("p1", "demo/hello", "r1").keep(KEPT);
    shelfOf("p1", "demo/hello", "r2").keep(KEPT);
    const close = openRoom("r1");
    expect((await leftOf("p1", "demo/hello")).map(({ room }) => room)).toEqual(["r2"]);
    close();
    await vi.waitFor(() => expect(held).toEqual([]));
    expect(await leftOf("p1", "demo/hello")).toHaveLength(2);
    vi.unstubAllGlobals();
  });

  it("is told by its name, where the browser has no locks too", async () => {
    expect(newRoom()).not.toBe(newRoom());
    expect(openRoom("r1")).not.toThrow();
    shelfOf("p1", "demo/hello", "r1").keep(KEPT);
    expect(await leftOf("p1", "demo/hello")).toHaveLength(1);
  });
});
