/**
 * News of a run in the lists that have been read.
 *
 * Never: a run twice in a list.
 */
import { describe, expect, it } from "vitest";

import { aRun } from "../testing/api";
import { withRun } from "./feed";
import type { RunListed, RunPages } from "./runs";

const run = (id: string, more: object = {}) => aRun({ id, ...more }) as unknown as RunListed;
const pagesOf = (...pages: RunListed[][]): RunPages => ({
  pages: pages.map((items) => ({ items, next: null })),
  pageParams: pages.map(() => undefined),
});
const ids = ({ pages }: RunPages) => pages.map(({ items }) => items.map(({ id }) => id));

describe("withRun", () => {
  const two = pagesOf([run("5"), run("4")], [run("3")]);

  it("changes a run where it stands", () => {
    const changed = withRun(two, run("3", { status: "faulted" }), {}, "p1");
    expect(ids(changed)).toEqual([["5", "4"], ["3"]]);
    expect(changed.pages[1]?.items[0]?.status).toBe("faulted");
  });

  it("puts a new one where its time is", () => {
    expect(ids(withRun(two, run("6"), {}, "p1"))).toEqual([["6", "5", "4"], ["3"]]);
    expect(ids(withRun(two, run("45"), {}, "p1"))).toEqual([["5", "45", "4"], ["3"]]);
    expect(ids(withRun(pagesOf([]), run("6"), {}, "p1"))).toEqual([["6"]]);
  });

  it("leaves out what is older than the page, or doesn't belong", () => {
    expect(ids(withRun(two, run("1"), {}, "p1"))).toEqual([["5", "4"], ["3"]]);
    expect(ids(withRun(two, run("6"), { status: ["faulted"] }, "p1"))).toEqual([["5", "4"], ["3"]]);
  });

  it("takes out what belongs no more", () => {
    const filter = { status: ["completed"] } as const;
    expect(ids(withRun(two, run("4", { status: "faulted" }), filter, "p1"))).toEqual([
      ["5"],
      ["3"],
    ]);
  });
});
