/**
 * The language file and how it is spoken.
 *
 * Never: an assertion on a sentence that may be worded better tomorrow, but where it is the point.
 */
import { describe, expect, it } from "vitest";

import { say, sayOr } from "./index";
import { ago, span } from "./times";

describe("say", () => {
  it("fills in values and chooses the form for a count", () => {
    expect(say("run.changed", { workflow: "a/b", status: "Waiting" })).toBe("a/b: Waiting");
    expect(say("json.long", { count: 1 })).toBe("1 more line");
    expect(say("json.long", { count: 1200 })).toBe("1,200 more lines");
  });

  it("never fills in what a value brings along", () => {
    expect(say("trouble.request", { id: "{id} $&" })).toBe("Request {id} $&");
  });

  it("falls back to the key where the API has more than the file", () => {
    expect(sayOr("roles", "admin")).toBe("Administrator");
    expect(sayOr("roles", "toString")).toBe("toString");
  });
});

describe("span", () => {
  it.each([
    [-5, "0ms"],
    [84, "84ms"],
    [1_240, "1.2s"],
    [9_960, "10s"],
    [59_600, "1m"],
    [185_000, "3m 5s"],
    [7_800_000, "2h 10m"],
    [367_200_000, "4d 6h"],
  ])("says %d ms as %s", (milliseconds, text) => {
    expect(span(milliseconds)).toBe(text);
  });
});

describe("ago", () => {
  const now = Date.parse("2026-03-05T12:00:00Z");

  it("says now of what is just over, and of a clock that runs ahead", () => {
    expect(ago("2026-03-05T11:59:55Z", now)).toBe("now");
    expect(ago("2026-03-05T12:00:20Z", now)).toBe("now");
  });

  it("counts, then gives the time, then the day", () => {
    expect(ago("2026-03-05T11:55:00Z", now)).toMatch(/^5\D+ago$/);
    expect(ago("2026-03-05T02:00:00Z", now)).toMatch(/:00/);
    expect(ago("2026-02-01T00:00:00Z", now)).toMatch(/Feb|Jan/);
  });
});
