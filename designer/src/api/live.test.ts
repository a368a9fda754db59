/**
 * The page's socket: what it asks again after a break, and when it counts as gone.
 *
 * Never: a real clock.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { stubSockets } from "../testing/socket";
import { live } from "./live";
import { watchSketch } from "./sketchNews";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

describe("the socket", () => {
  it("asks again from where it stood when it was lost", () => {
    const sockets = stubSockets();
    let after = 0;
    const heard: unknown[] = [];
    const forget = live.watch({
      topic: "run",
      run: "r1",
      after: () => after,
      hear: (message) => heard.push(message.type),
    });
    sockets[0]?.open();
    expect(sockets[0]?.asked).toEqual([{ type: "watch", topic: "run", run: "r1", after: 0 }]);
    sockets[0]?.say({ type: "trace", run: "r1", items: [] });
    sockets[0]?.say({ type: "trace", run: "r2", items: [] });
    expect(heard).toEqual(["trace"]);
    after = 7;
    sockets[0]?.drop();
    expect(live.current()).toBe("offline");
    vi.advanceTimersByTime(1_000);
    sockets[1]?.open();
    expect(sockets[1]?.asked).toEqual([{ type: "watch", topic: "run", run: "r1", after: 7 }]);
    expect(live.current()).toBe("live");
    forget();
    expect(sockets[1]?.asked.at(-1)).toEqual({ type: "unwatch", topic: "run", run: "r1" });
  });

  it("tells of a sketch those who have it open, and asks by its process", () => {
    const sockets = stubSockets();
    const heard: unknown[] = [];
    const forget = watchSketch({ namespace: "demo", name: "hello" }, (news) => heard.push(news));
    sockets[0]?.open();
    const topic = { topic: "sketch", process: "demo/hello" };
    expect(sockets[0]?.asked).toEqual([{ type: "watch", ...topic }]);
    const state = { revision: 4, savedByName: "Bob", yours: true, others: ["Mei"], twice: true };
    sockets[0]?.say({ type: "watching", ...topic });
    sockets[0]?.say({ type: "sketch", process: "demo/other", ...state });
    sockets[0]?.say({ type: "sketch", process: "demo/hello", ...state });
    sockets[0]?.say({ type: "sketch", process: "demo/hello", revision: null });
    expect(heard).toEqual([
      { revision: 4, yours: true, others: ["Mei"], twice: true },
      { revision: null, yours: false, others: [], twice: false },
    ]);
    forget();
    expect(sockets[0]?.asked.at(-1)).toEqual({ type: "unwatch", ...topic });
  });

  it("that says nothing for long is taken for lost", () => {
    const sockets = stubSockets();
    const forget = live.watch({ topic: "runs", hear: () => undefined });
    sockets[0]?.open();
    vi.advanceTimersByTime(30_000);
    sockets[0]?.say({ type: "beat" });
    vi.advanceTimersByTime(30_000);
    expect(live.current()).toBe("live");
    vi.advanceTimersByTime(6_000);
    expect(live.current()).toBe("offline");
    forget();
  });

  it("waits longer each time, and tries at once when told to", () => {
    const sockets = stubSockets();
    const forget = live.watch({ topic: "runs", hear: () => undefined });
    for (let times = 0; times < 6; times += 1) {
      sockets.at(-1)?.drop();
      vi.advanceTimersByTime(15_000);
    }
    expect(sockets).toHaveLength(7);
    sockets.at(-1)?.drop();
    vi.advanceTimersByTime(5_000);
    expect(sockets).toHaveLength(7);
    live.again();
    expect(sockets).toHaveLength(8);
    forget();
  });

  it("tells that the session is over, and doesn't knock again", () => {
    const sockets = stubSockets();
    const ended = vi.fn();
    const forgetEnd = live.onEnd(ended);
    const forget = live.watch({ topic: "runs", hear: () => undefined });
    sockets[0]?.drop(4401);
    vi.advanceTimersByTime(60_000);
    expect(ended).toHaveBeenCalledOnce();
    expect(sockets).toHaveLength(1);
    forget();
    forgetEnd();
  });
});
