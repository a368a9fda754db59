/**
 * Saving by itself: over the revision that was read, again after trouble, and kept meanwhile.
 *
 * Never: the real time waited for.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Replies, stubApi } from "../testing/api";
import { PAUSE_MS, pauseAfter } from "./autosave";
import { isDiscarded, makeAutosave } from "./autosaving";
import { keptOf, shelfOf } from "./kept";
import { makeEditor } from "./store";

const PLACE = { namespace: "demo", name: "hello" };
const PUT = "PUT /api/v1/sketches/demo/hello";
const sketch = (text: string, revision: number) => ({
  ...{ ...PLACE, text, revision, basedOn: null, savedByName: "Bob" },
  savedAt: "2026-01-01T10:00:00Z",
});

const ends: (() => void)[] = [];
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

function opened(replies: Replies, revision: number | null = 4) {
  const api = stubApi(replies);
  const editor = makeEditor("a: 1\n");
  const onSignedOut = vi.fn();
  const base = { text: "a: 1\n", revision, savedAt: undefined };
  const shelf = shelfOf("p1", "demo/hello", "r1");
  const given = { editor, place: PLACE, base, basedOn: "1.0.0", shelf, onSignedOut };
  const autosave = makeAutosave(given);
  ends.push(autosave.begin());
  const type = (text: string) => editor.type(text, undefined, { at: Date.now() });
  return { ...api, editor, autosave, type, onSignedOut };
}

describe("an open definition", () => {
  it("is saved over what was read, a while after it was changed", async () => {
    const { asked, autosave, type } = opened({ [PUT]: { body: sketch("a: 2\n", 5) } });
    type("a: 2\n");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(asked).toEqual([]);
    expect(keptOf("p1", "demo/hello")[0]?.text).toBe("a: 2\n");
    await vi.advanceTimersByTimeAsync(1);
    expect(asked[0]?.headers.get("If-Match")).toBe('"4"');
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ text: "a: 2\n" });
    expect(autosave.state.getState().base.revision).toBe(5);
    expect(keptOf("p1", "demo/hello")).toEqual([]);
  });

  it("is begun where there is no sketch, and only then", async () => {
    const { asked, autosave, type } = opened({ [PUT]: { body: sketch("b", 1) } }, null);
    type("b");
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked[0]?.headers.get("If-None-Match")).toBe("*");
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ text: "b", basedOn: "1.0.0" });
  });

  it("is saved when one goes away", async () => {
    const { asked, type } = opened({ [PUT]: { body: sketch("b", 5) } });
    type("b");
    dispatchEvent(new Event("blur"));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
  });

  it("is tried again while nobody answers, and kept here", async () => {
    const { asked, autosave, replies, type } = opened({ [PUT]: "unreachable" });
    type("b");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(autosave.state.getState().trouble?.tries).toBe(1);
    expect(keptOf("p1", "demo/hello")[0]).toMatchObject({ text: "b", base: 4 });
    replies[PUT] = { body: sketch("b", 5) };
    await vi.advanceTimersByTimeAsync(pauseAfter(1));
    expect(asked).toHaveLength(2);
    expect(autosave.state.getState().trouble).toBeUndefined();
  });

  it("is kept here when the session has ended", async () => {
    const body = { type: "urn:baton:problem:unauthenticated", detail: "Sign in." };
    const { type, onSignedOut } = opened({ [PUT]: { status: 401, body } });
    type("b");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(onSignedOut).toHaveBeenCalledOnce();
    expect(keptOf("p1", "demo/hello")[0]?.text).toBe("b");
    expect(keptOf("p2", "demo/hello")).toEqual([]);
  });

  it("says so where the browser has no room for it", async () => {
    const { autosave, type } = opened({ [PUT]: "unreachable" });
    const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("Full.", "QuotaExceededError");
    });
    type("b");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(autosave.state.getState().isKept).toBe(false);
    full.mockRestore();
    type("bc");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(autosave.state.getState().isKept).toBe(true);
  });

  it("asks who leaves the page, while something isn't saved", () => {
    const { type } = opened({ [PUT]: "never" });
    const leave = () => {
      const event = new Event("beforeunload", { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    type("b");
    expect(leave()).toBe(true);
  });
});

describe("when somebody else has saved", () => {
  const conflict = { status: 409, body: { detail: "Moved.", newest: sketch("theirs", 7) } };

  it("mine is saved over theirs when that is chosen", async () => {
    const { asked, autosave, replies, type } = opened({ [PUT]: conflict });
    type("mine");
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(autosave.state.getState().theirs?.text).toBe("theirs");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    replies[PUT] = { body: sketch("mine", 8) };
    autosave.keepMine();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked[1]?.headers.get("If-Match")).toBe('"7"');
  });

  it("theirs is taken, and mine comes back by undo", async () => {
    const { autosave, editor, type } = opened({ [PUT]: conflict });
    type("mine");
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    autosave.takeTheirs();
    expect(editor.state.getState().draft.text).toBe("theirs");
    expect(keptOf("p1", "demo/hello")).toEqual([]);
    editor.undo();
    expect(editor.state.getState().draft.text).toBe("mine");
  });

  it("theirs comes by itself where nothing is unsaved, and goes by undo", () => {
    const { autosave, editor, type } = opened({ [PUT]: "never" });
    autosave.hear(sketch("theirs", 7));
    expect(editor.state.getState().draft.text).toBe("theirs");
    expect(autosave.state.getState()).toMatchObject({ base: { revision: 7 }, since: undefined });
    expect(autosave.state.getState().followed?.savedByName).toBe("Bob");
    editor.undo();
    expect(editor.state.getState().draft.text).toBe("a: 1\n");
    expect(autosave.state.getState().followed).toBeUndefined();
    type("more");
    autosave.hear(sketch("theirs again", 8));
    expect(editor.state.getState().draft.text).toBe("more");
  });

  it("while something is unsaved it waits, and saving shows both", async () => {
    const { asked, autosave, editor, replies, type } = opened({ [PUT]: "never" });
    type("mine");
    autosave.hear(sketch("theirs", 7));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    expect(autosave.state.getState().looking).toBe(false);
    autosave.saveNow();
    expect(autosave.state.getState().looking).toBe(true);
    autosave.look(false);
    expect(autosave.state.getState()).toMatchObject({ looking: false, theirs: { revision: 7 } });
    replies[PUT] = { body: sketch("both", 8) };
    autosave.join("both");
    expect(editor.state.getState().draft.text).toBe("both");
    await vi.advanceTimersByTimeAsync(PAUSE_MS);
    expect(asked[0]?.headers.get("If-Match")).toBe('"7"');
  });

  it("what was thrown away is said, and can be saved anew", async () => {
    const { asked, autosave } = opened({ [PUT]: { body: sketch("a: 1\n", 1) } });
    autosave.hear(null);
    expect(isDiscarded(autosave.state.getState().trouble?.error)).toBe(true);
    expect(keptOf("p1", "demo/hello")[0]?.text).toBe("a: 1\n");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked[0]?.headers.get("If-None-Match")).toBe("*");
  });

  it("what was thrown away meanwhile can be saved anew", async () => {
    const gone = { status: 409, body: { detail: "Gone.", newest: null } };
    const { asked, autosave, replies, type } = opened({ [PUT]: gone });
    type("mine");
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    replies[PUT] = { body: sketch("mine", 1) };
    autosave.saveNow();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked[1]?.headers.get("If-None-Match")).toBe("*");
  });
});

it("an earlier state that is brought back is one of its own", async () => {
  const { asked, autosave, editor } = opened({ [PUT]: { body: sketch("old", 5) } });
  autosave.restore("old");
  autosave.saveNow();
  await vi.advanceTimersByTimeAsync(0);
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ text: "old", apart: true });
  editor.undo();
  expect(editor.state.getState().draft.text).toBe("a: 1\n");
});
