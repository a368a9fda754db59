/**
 * The language file and how it is spoken.
 *
 * Never: an assertion on a sentence that may be worded better tomorrow, but where it is the point.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { components } from "../api/schema";
import { words as arabic } from "./ar";
import { words as english } from "./en";
import { say, sayOr, speak } from "./index";
import { ago, span, untilOrSince } from "./times";

type Leaves = Record<string, string | Record<string, string>>;

/** Every word by its key; one with forms is a leaf too. */
function leavesOf(words: object, above = ""): Leaves {
  return Object.assign(
    {},
    ...Object.entries(words).map(([key, value]: [string, unknown]) => {
      const path = above === "" ? key : `${above}.${key}`;
      const leaf = typeof value === "string" || (value as { other?: unknown }).other !== undefined;
      return leaf ? { [path]: value } : leavesOf(value as object, path);
    }),
  ) as Leaves;
}

/** A form may leave out the count: "two runs" says it in a word. */
const namesIn = (text: string) =>
  [...new Set(text.match(/\{\w+\}/g) ?? [])].filter((name) => name !== "{count}").sort();
const formsOf = (leaf: Leaves[string] = "") =>
  typeof leaf === "string" ? [leaf] : Object.values(leaf);

describe("every language", () => {
  const [en, ar] = [leavesOf(english), leavesOf(arabic)];

  it("has the same words", () => {
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort());
  });

  it("names the same values, and has each form that it counts in", () => {
    const forms = { en, ar };
    for (const [language, leaves] of Object.entries(forms)) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [key, leaf] of Object.entries(leaves)) {
        const [other = ""] = formsOf(en[key]);
        for (const form of formsOf(leaf))
          expect([key, namesIn(form)]).toEqual([key, namesIn(other)]);
        if (typeof leaf !== "string")
          expect([key, Object.keys(leaf).sort()]).toEqual([key, [...pluralCategories].sort()]);
      }
    }
  });

  it("has a sentence for each permission that there is, and a word for its resource", () => {
    // The compiler says which one has none.
    const sentences: Record<components["schemas"]["PermissionShown"]["name"], string> =
      english.permissions;
    const resources = Object.keys(sentences).map((one) => one.split(":")[0] ?? "");
    expect(Object.keys(english.resources)).toEqual(expect.arrayContaining(resources));
  });

  it("shows a name in the name's own direction", () => {
    speak("ar", arabic, "rtl");
    expect(say("process.startTitle", { name: "Say hello" })).toContain("\u2068Say hello\u2069");
    speak("en", english);
  });
});

describe("Arabic", () => {
  beforeEach(() => speak("ar", arabic, "rtl"));
  afterEach(() => speak("en", english));

  it("has six forms of a count", () => {
    const said = [0, 1, 2, 3, 11, 100].map((count) => say("runs.new", { count }));
    expect(new Set(said).size).toBe(6);
  });

  it("says spans and moments in its own words", () => {
    expect(span(185_000)).toMatch(/\p{Script=Arabic}/u);
    expect(ago("2026-03-05T11:55:00Z", Date.parse("2026-03-05T12:00:00Z"))).toMatch(
      /\p{Script=Arabic}/u,
    );
  });
});

describe("say", () => {
  it("fills in values and chooses the form for a count", () => {
    expect(say("run.changed", { workflow: "a/b", status: "Waiting" })).toBe("a/b: Waiting");
    expect(say("json.fields", { count: 1 })).toBe("1 field");
    expect(say("json.fields", { count: 1200 })).toBe("1,200 fields");
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

describe("untilOrSince", () => {
  const now = Date.parse("2026-03-05T12:00:00Z");

  it.each([
    ["2026-03-05T12:00:30Z", "now"],
    ["2026-03-05T12:05:30Z", "in 5 min."],
    ["2026-03-05T09:00:00Z", "3 hr. ago"],
    ["2026-03-06T13:00:00Z", "tomorrow"],
    ["2026-03-01T12:00:00Z", "4 days ago"],
  ])("says %s as %s", (moment, said) => {
    expect(untilOrSince(moment, now)).toBe(said);
  });
});
