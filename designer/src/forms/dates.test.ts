/**
 * Dates in several languages.
 *
 * Never: the day of today; every date is given.
 */
import { afterEach, describe, expect, it, vi } from "vitest";

import { speak } from "../words";
import { words } from "../words/en";
import { dateOf, firstDayOfWeek, momentOf, momentText, shownDate, timeOf, timeText } from "./dates";

function speaking(tag: string) {
  vi.spyOn(navigator, "languages", "get").mockReturnValue([tag]);
  speak(tag.split("-")[0] ?? "en", words);
}

afterEach(() => {
  vi.restoreAllMocks();
  speak("en", words);
});

describe("a date", () => {
  it.each([
    ["en-GB", "31/12/2026", "2026-12-31"],
    ["en-GB", "1.2.26", "2026-02-01"],
    ["en-US", "12/31/2026", "2026-12-31"],
    ["en-US", "2026-12-31", "2026-12-31"],
    ["en-GB", "2026/12/31", "2026-12-31"],
    ["ar-EG", "٣١/١٢/٢٠٢٦", "2026-12-31"],
    ["ar-SA", "31/12/2026", "2026-12-31"],
    ["de-DE", "29.02.2028", "2028-02-29"],
  ])("in %s is read from %s", (tag, typed, date) => {
    speaking(tag);
    expect(dateOf(typed)).toBe(date);
  });

  it.each(["", "30/02/2026", "31/12", "31/12/202", "x31/12/2026", "0/0/0000", "1/2/3/4", "12345"])(
    "is none of %j",
    (typed) => {
      speaking("en-GB");
      expect(dateOf(typed)).toBeUndefined();
    },
  );

  it("is written as the language does, without marks that are in the way", () => {
    speaking("en-GB");
    expect(shownDate("2026-12-31")).toBe("31/12/2026");
    expect(shownDate("31/1")).toBe("31/1");
    speaking("ar-EG");
    expect(shownDate("2026-12-31")).toBe("٣١/١٢/٢٠٢٦");
    expect(dateOf(shownDate("2026-12-31"))).toBe("2026-12-31");
  });
});

describe("a moment", () => {
  it("is sent with its offset and comes back", () => {
    const text = momentText({ date: "2026-07-01", time: "14:30" }) ?? "";
    expect(text).toMatch(/^2026-07-01T14:30:00[+-]\d{2}:\d{2}$/);
    expect(momentOf(text)).toEqual({ date: "2026-07-01", time: "14:30" });
    expect(new Date(text).getTime()).toBe(new Date(2026, 6, 1, 14, 30).getTime());
  });

  it("keeps what is there of it", () => {
    expect(momentText({ date: "", time: "" })).toBeUndefined();
    for (const part of [
      { date: "2026-07-01", time: "" },
      { date: "", time: "14:30" },
      { date: "1/x", time: "14:30" },
    ])
      expect(momentOf(momentText(part) ?? "")).toEqual(part);
  });
});

describe("a time of day", () => {
  it("is sent with its offset", () => {
    expect(timeText("14:30")).toMatch(/^14:30:00[+-]\d{2}:\d{2}$/);
    expect(timeOf("14:30:00Z")).toBe("14:30");
    expect(timeOf("14:30:15+03:00")).toBe("14:30:15");
    expect(timeOf("noon")).toBe("");
    expect(timeText("")).toBeUndefined();
  });
});

describe("firstDayOfWeek", () => {
  it("is one that a calendar knows", () => {
    expect([0, 1, 6]).toContain(firstDayOfWeek());
  });
});
