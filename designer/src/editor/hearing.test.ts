/**
 * What others save is heard and read; what oneself saves isn't taken for theirs.
 *
 * Never: the real time waited for.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { live } from "../api/live";
import { type Replies, stubApi } from "../testing/api";
import { stubSockets } from "../testing/socket";
import { makeAutosave } from "./autosaving";
import { hearing } from "./hearing";
import { shelfOf } from "./kept";
import { makeEditor } from "./store";

const PLACE = { namespace: "demo", name: "hello" };
const AT = "/api/v1/sketches/demo/hello";
const sketch = (text: string, revision: number) => ({
  ...{ ...PLACE, text, revision, basedOn: null, savedByName: "Bob" },
  savedAt: "2026-01-01T10:00:00Z",
});
const news = (revision: number | null, others: readonly string[] = []) => ({
  ...{ type: "sketch", process: "demo/hello", savedByName: "Bob", yours: false, twice: false },
  ...{ revision, others },
});

const ends: (() => void)[] = [];
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  for (const end of ends.splice(0)) end();
  live.stop();
  vi.useRealTimers();
});

function opened(replies: Replies) {
  const api = stubApi(replies);
  const sockets = stubSockets();
  const editor = makeEditor("mine");
  const base = { text: "mine", revision: 4, savedAt: undefined };
  const shelf = shelfOf("p1", "demo/hello", "r1");
  const given = { editor, place: PLACE, base, basedOn: null, shelf, onSignedOut: vi.fn() };
  const autosave = makeAutosave(given);
  const told: unknown[] = [];
  ends.push(autosave.begin());
  const end = hearing({ place: PLACE, autosave, onNews: (one) => told.push(one) });
  ends.push(end);
  sockets[0]?.open();
  const say = async (message: object) => {
    sockets[0]?.say(message);
    await vi.advanceTimersByTimeAsync(0);
  };
  const reads = () => api.asked.filter(({ method }) => method === "GET").length;
  const text = () => editor.state.getState().draft.text;
  return { ...api, sockets, editor, autosave, told, say, reads, text, end };
}

describe("an open definition", () => {
  it("is watched, and shows what somebody else saves", async () => {
    const { sockets, say, text, told, reads } = opened({
      [`GET ${AT}`]: { body: sketch("theirs", 5) },
    });
    expect(sockets[0]?.asked).toEqual([{ type: "watch", topic: "sketch", process: "demo/hello" }]);
    await say(news(4, ["Mei"]));
    expect([reads(), text()]).toEqual([0, "mine"]);
    expect(told).toEqual([{ revision: 4, yours: false, others: ["Mei"], twice: false }]);
    await say(news(5));
    expect([reads(), text()]).toEqual([1, "theirs"]);
    await say(news(5, ["Mei"]));
    await say(news(3));
    expect(reads()).toBe(1);
  });

  it("doesn't take for theirs what is just being saved", async () => {
    let answer = (_: { body: object }): void => undefined;
    const { autosave, editor, say, reads, text } = opened({ [`PUT ${AT}`]: "never" });
    const saving = new Promise<{ body: object }>((resolve) => (answer = resolve));
    vi.stubGlobal("fetch", async () => {
      const { body } = await saving;
      return new Response(JSON.stringify(body), {
        headers: { "content-type": "application/json" },
      });
    });
    editor.type("mine too", undefined, { at: 0 });
    autosave.saveNow();
    await say(news(5));
    expect(reads()).toBe(0);
    answer({ body: sketch("mine too", 5) });
    await vi.advanceTimersByTimeAsync(0);
    expect(autosave.state.getState()).toMatchObject({ theirs: undefined, followed: undefined });
    expect([reads(), text()]).toEqual([0, "mine too"]);
  });

  it("is told of as thrown away, once that is sure", async () => {
    const { autosave, say } = opened({ [`GET ${AT}`]: { status: 404, body: { detail: "None." } } });
    await say(news(null));
    expect(autosave.state.getState().trouble).toBeDefined();
  });

  it("reads again what it couldn't read, and nothing once it is closed", async () => {
    const { replies, say, text, reads, end, sockets } = opened({ [`GET ${AT}`]: "unreachable" });
    await say(news(5));
    expect(text()).toBe("mine");
    replies[`GET ${AT}`] = { body: sketch("theirs", 5) };
    await vi.advanceTimersByTimeAsync(10_000);
    expect([text(), reads()]).toEqual(["theirs", 2]);
    end();
    expect(sockets[0]?.asked.at(-1)).toMatchObject({ type: "unwatch", topic: "sketch" });
    await say(news(9));
    expect(reads()).toBe(2);
  });
});
