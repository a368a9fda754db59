/**
 * Places in the picture.
 *
 * Never: a place where something would come into itself.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "../../model/graph";
import { GRAPH, laid, PROCESS, set } from "../../testing/drawn";
import { foldedGraph } from "./folding";
import { nearest, openFor, spotsOf } from "./places";

describe("places", () => {
  const shown = foldedGraph(GRAPH, PROCESS, new Set());
  const spots = spotsOf(PROCESS, shown, laid(shown));

  it("are on each way and in each empty block", () => {
    expect(spots.filter(({ inside }) => inside).map(({ place }) => place)).toEqual([
      { list: "/do/2/empty/do", index: 0 },
    ]);
    expect(new Set(spots.map(({ id }) => id)).size).toBe(spots.length);
    expect(spots.find(({ between }) => between[0] === "/do/0/a")?.place).toEqual({
      list: "/do",
      index: 1,
    });
  });

  it("are shut for what would come into itself or stay where it is", () => {
    const open = openFor(spots, ["/do/1/b"]);
    expect(open.some(({ place }) => place.list.startsWith("/do/1/b"))).toBe(false);
    expect(open.some(({ between }) => between.includes("/do/1/b"))).toBe(false);
    expect(open.some(({ inside }) => inside)).toBe(true);
  });

  it("are found by distance", () => {
    const [first] = spots;
    if (first === undefined) throw new Error("No spot.");
    expect(nearest(spots, { x: first.x + 3, y: first.y }, 20)).toBe(first);
    expect(nearest(spots, { x: 5_000, y: 0 }, 20)).toBeUndefined();
  });

  it("are beside each branch of a fork, but not where a branch is already", () => {
    const forked = {
      do: [{ f: { fork: { branches: [{ one: set }, { two: set }] } } }, { a: set }],
    };
    const graph = foldedGraph(graphOf(forked), forked, new Set());
    const all = spotsOf(forked, graph, laid(graph));
    const beside = (spots: typeof all) =>
      spots.filter((spot) => spot.beside === true).map(({ place: { index } }) => index);
    expect(beside(all)).toEqual([0, 1, 2]);
    expect(beside(openFor(all, ["/do/0/f/fork/branches/0/one"]))).toEqual([2]);
    const open = openFor(all, ["/do/1/a"]);
    expect(beside(open)).toEqual([0, 1, 2]);
    expect(open.filter(({ place }) => place.branch !== undefined)).toHaveLength(4);
  });
});
