/**
 * Filters of runs from the address to the API, and what belongs to them.
 *
 * Never: an address that breaks a page.
 */
import { describe, expect, it } from "vitest";

import { readSearch, writeSearch } from "./address";
import { filterOf, isFiltered, matches, queryOf } from "./runFilter";

const RUN = {
  id: "01a1",
  status: "running",
  workflow: "demo/hello",
  startedBy: "p1",
  createdAt: new Date(2026, 10, 21, 12).toISOString(),
};

describe("an address", () => {
  it("is read and written alike", () => {
    const text = "?status=faulted&status=running&search=%E2%98%83+%26";
    expect(writeSearch(readSearch(text))).toBe(text);
    expect(readSearch("")).toEqual({});
    expect(writeSearch({ a: undefined, b: null, c: {}, d: ["x", 1] })).toBe("?d=x&d=1");
  });

  it("that makes no sense filters nothing", () => {
    const hostile = { status: ["x", 3, null], since: "2026-13-99", until: "soon", search: "  " };
    expect(filterOf(hostile)).toEqual({});
    expect(filterOf(readSearch("?__proto__=1&status=constructor"))).toEqual({});
    expect(filterOf({ search: "a".repeat(5_000) }).search).toHaveLength(200);
    expect(isFiltered({})).toBe(false);
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
    [{ search: "01A" }, true],
    [{ search: "hell" }, true],
    [{ search: "zzz" }, false],
  ] as const)("%j", (filter, expected) => {
    expect(matches(RUN, filter, "p1")).toBe(expected);
  });
});
