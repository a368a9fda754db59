/**
 * Filters of runs from the address to the API, and what belongs to them.
 *
 * Never: an address that breaks a page.
 */
import { describe, expect, it } from "vitest";

import { readSearch } from "./address";
import { filterOf, isFiltered, LONGEST_SEARCH, matches, queryOf } from "./runFilter";

const RUN = {
  id: "01a1",
  status: "running",
  workflow: "demo/hello",
  startedBy: "p1",
  createdAt: new Date(2026, 10, 21, 12).toISOString(),
  endedAt: null,
};

describe("an address", () => {
  it("that makes no sense filters nothing", () => {
    const hostile = { status: ["x", 3, null], since: "2026-13-99", until: "soon", search: "  " };
    expect(filterOf(hostile)).toEqual({});
    expect(filterOf(readSearch("?__proto__=1&status=constructor"))).toEqual({});
    expect(filterOf({ search: "a".repeat(5_000) }).search).toHaveLength(LONGEST_SEARCH);
    expect(isFiltered({})).toBe(false);
  });

  it.each(["abc", "a/b/c", "/", "Demo/hello", `demo/${"a".repeat(64)}`])(
    "names no process by %j",
    (workflow) => {
      expect(filterOf({ workflow })).toEqual({});
    },
  );

  it.each(["2026-02-30", "0000-01-01", "9999-12-31", "2026-1-1", "+12026-01-01"])(
    "names no day by %j",
    (since) => {
      expect(filterOf({ since })).toEqual({});
    },
  );

  it("keeps the days that there are", () => {
    expect(filterOf({ since: "2028-02-29", until: "9998-12-31" })).toEqual({
      since: "2028-02-29",
      until: "9998-12-31",
    });
    expect(queryOf({ until: "9998-12-31" })["until"]).toMatch(/^\d{4}-/);
  });
});

describe("a filter", () => {
  it("means whole days where one is", () => {
    const query = queryOf({ since: "2026-11-21", until: "2026-11-21", status: ["faulted"] });
    expect(query["since"]).toBe(new Date(2026, 10, 21).toISOString());
    expect(query["until"]).toBe(new Date(2026, 10, 22).toISOString());
    expect(query["status"]).toEqual(["faulted"]);
  });

  it.each([
    [{}, true],
    [{ status: ["running"] }, true],
    [{ status: ["faulted"] }, false],
    [{ workflow: "demo/hello" }, true],
    [{ workflow: "demo/other" }, false],
    [{ startedBy: "me" }, true],
    [{ startedBy: "p2" }, false],
    [{ since: "2026-11-21", until: "2026-11-21" }, true],
    [{ until: "2026-11-20" }, false],
    [{ endedSince: "2026-11-21" }, false],
    [{ search: "01A" }, true],
    [{ search: "hell" }, true],
    [{ search: "zzz" }, false],
  ] as const)("%j", (filter, expected) => {
    expect(matches(RUN, filter, "p1")).toBe(expected);
  });

  it("takes a run by the day on which it has ended", () => {
    const ended = { ...RUN, endedAt: new Date(2026, 10, 23, 0, 0).toISOString() };
    expect(matches(ended, { endedSince: "2026-11-23" }, "p1")).toBe(true);
    expect(matches(ended, { endedSince: "2026-11-24" }, "p1")).toBe(false);
    const query = queryOf(filterOf({ endedSince: "2026-11-23" }));
    expect(query["endedSince"]).toBe(new Date(2026, 10, 23).toISOString());
  });
});
