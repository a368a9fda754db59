/**
 * What a process was started with last time.
 *
 * Never: found by anybody but who typed it.
 */
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";

import { ADA, stubApi, WRONG } from "../testing/api";
import { keepInput, lastInput } from "./lastInput";
import { become, meQuery } from "./session";

const kept = () => sessionStorage.getItem("baton-inputs");

describe("the last input", () => {
  it("is there again for the same process and the same person only", () => {
    keepInput("p1", "demo/hello", '{"name":"Ada"}');
    keepInput("p1", "demo/order", "{}");
    keepInput("p1", "demo/hello", '{"name":"Eve"}');
    expect(lastInput("p1", "demo/hello")).toBe('{"name":"Eve"}');
    expect(lastInput("p1", "demo/order")).toBe("{}");
    expect(lastInput("p1", "demo/bye")).toBeUndefined();
    expect(lastInput("p1", "constructor")).toBeUndefined();
    expect(lastInput("p2", "demo/hello")).toBeUndefined();
  });

  it("of the next person takes the place of the one before", () => {
    keepInput("p1", "demo/hello", "1");
    keepInput("p2", "demo/order", "2");
    expect(lastInput("p1", "demo/hello")).toBeUndefined();
    expect(kept()).not.toContain("p1");
  });

  it("is kept of the latest processes, and only if it isn't huge", () => {
    for (let at = 0; at < 25; at += 1) keepInput("p1", `demo/p${at}`, String(at));
    keepInput("p1", "demo/huge", "x".repeat(100_001));
    expect(lastInput("p1", "demo/p4")).toBeUndefined();
    expect(lastInput("p1", "demo/p5")).toBe("5");
    expect(lastInput("p1", "demo/huge")).toBeUndefined();
  });

  it("is none where the browser keeps nothing", () => {
    const refuse = () => {
      throw new DOMException("Denied", "SecurityError");
    };
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(refuse);
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(refuse);
    keepInput("p1", "demo/hello", "1");
    expect(lastInput("p1", "demo/hello")).toBeUndefined();
  });
});

describe("at the end of a session it is gone", () => {
  it.each([
    ["who signs out", null],
    ["who signs in after it", { ...ADA, id: "p2" }],
  ])("for %s", (_, next) => {
    keepInput("p1", "demo/hello", "1");
    become(new QueryClient(), next);
    expect(kept()).toBeNull();
  });

  it("when a page that is loaded finds nobody signed in", async () => {
    keepInput("p1", "demo/hello", "1");
    stubApi({ "GET /api/v1/me": WRONG });
    expect(await new QueryClient().query(meQuery)).toBeNull();
    expect(kept()).toBeNull();
  });
});
