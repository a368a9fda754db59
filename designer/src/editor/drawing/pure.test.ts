/**
 * What the drawing knows without a page: folding, places, what is chosen, names, badges, the
 * palette.
 *
 * Never: a box on a screen; the tests of the drawing itself have that.
 */
import { describe, expect, it } from "vitest";

import type { Box, Layout } from "../../canvas/layout";
import { graphOf } from "../../model/graph";
import type { Graph } from "../../model/graphTypes";
import type { Json } from "../../model/json";
import { badgesOf } from "./badges";
import { choicesOf, recentlyUsed, shelves, sought, used } from "./choices";
import { documentOf, foldedGraph, hiding, vacantIn } from "./folding";
import { foldedIn, keepFolds, readFolds } from "./folds";
import { nearest, openFor, placeBehind, spotsOf } from "./places";
import { lassoed, ranged, siblings, toggled } from "./selection";
import { namesOf } from "./stable";
import { drift } from "./useSettle";

const set = { set: { a: 1 } };
const PROCESS: Json = {
  do: [
    { a: set },
    { b: { do: [{ c: set }, { d: { for: { in: "." }, do: [{ e: set }] } }] } },
    { empty: { do: [] } },
    { f: set },
  ],
};
const GRAPH = graphOf(PROCESS);
const ids = (graph: Graph) => graph.nodes.map(({ id }) => id);

function laid(graph: Graph): Layout {
  const boxes = new Map(
    graph.nodes.map(({ id }, index): [string, Box] => [
      id,
      { x: 0, y: index * 100, width: 240, height: 58 },
    ]),
  );
  const lines = graph.edges.map((edge, index) => ({
    edge,
    points: [
      { x: 120, y: index * 100 },
      { x: 120, y: index * 100 + 40 },
    ],
    label: undefined,
  }));
  return { width: 240, height: 1000, boxes, lines };
}

describe("folding", () => {
  const folded = foldedGraph(GRAPH, PROCESS, new Set(["/do/1/b"]));

  it("hides what stands in a block and counts it, blocks in it too", () => {
    expect(ids(folded)).toEqual(["start", "/do/0/a", "/do/1/b", "/do/2/empty", "/do/3/f", "end"]);
    expect(folded.nodes.find(({ id }) => id === "/do/1/b")).toMatchObject({
      container: false,
      inside: 3,
    });
    expect(folded.edges.some(({ id }) => id.includes("/do/1/b/do"))).toBe(false);
    expect(documentOf(folded)).toBe(PROCESS);
  });

  it("marks a block in which nothing stands yet", () => {
    expect(folded.nodes.find(({ id }) => id === "/do/2/empty")?.inside).toBe(0);
    expect([...vacantIn(PROCESS)]).toEqual([["/do/2/empty", "/do/2/empty/do"]]);
  });

  it("knows a catch without tasks by its own box", () => {
    const tried = { do: [{ t: { try: [{ x: set }], catch: {} } }] };
    expect([...vacantIn(tried)]).toEqual([["/do/0/t/catch", "/do/0/t/catch/do"]]);
  });

  it("says what hides a task", () => {
    expect(hiding(new Set(["/do/1/b", "/do/0/a"]), ["/do/1/b/do/0/c"])).toEqual(["/do/1/b"]);
  });

  it("is remembered by names, so that another place changes nothing", () => {
    keepFolds("a/b", new Set(["/do/b"]));
    const moved = graphOf({ do: [{ z: set }, ...(PROCESS as { do: Json[] }).do] });
    expect([...foldedIn(moved, readFolds("a/b"))]).toEqual(["/do/2/b"]);
    keepFolds("a/b", new Set());
    expect(localStorage.length).toBe(0);
    localStorage.setItem("baton-folded:a/b", "{");
    expect(readFolds("a/b").size).toBe(0);
  });
});

describe("names that stay", () => {
  it("are the names on the way, each once", () => {
    const graph = graphOf({ do: [{ x: set }, { x: set }, { y: { do: [{ x: set }] } }] });
    const name = namesOf(graph);
    expect(["/do/0/x", "/do/1/x", "/do/2/y/do/0/x"].map(name)).toEqual([
      "/do/x",
      "/do/x~2",
      "/do/y/do/x",
    ]);
  });

  it("tell how far the picture has moved", () => {
    const graph = graphOf({ do: [{ z: set }, { a: set }] });
    const before = graphOf({ do: [{ a: set }] });
    const layout = laid(graph);
    const shifted = {
      ...layout,
      boxes: new Map([...layout.boxes].map(([id, box]) => [id, { ...box, x: 30 }])),
    };
    const last = { graph: before, layout: laid(before) };
    expect(drift(last, { graph, layout: shifted }, "/do/0/z")).toEqual({ x: 30, y: 0 });
    expect(drift(last, { graph, layout: shifted }, undefined)).toEqual({ x: 30, y: 0 });
  });
});

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

  it("are found by distance, and by what is chosen", () => {
    const [first] = spots;
    if (first === undefined) throw new Error("No spot.");
    expect(nearest(spots, { x: first.x + 3, y: first.y }, 20)).toBe(first);
    expect(nearest(spots, { x: 5_000, y: 0 }, 20)).toBeUndefined();
    expect(placeBehind(shown, spots, "/do/2/empty")?.inside).toBe(true);
    expect(placeBehind(shown, spots, "/do/0/a")?.place.index).toBe(1);
    expect(placeBehind(shown, spots, undefined)?.between[1]).toBe("end");
  });
});

describe("what is chosen", () => {
  it("is added to and taken from, never a task beside its own block", () => {
    expect(toggled(["/do/0/a"], "/do/3/f")).toEqual(["/do/0/a", "/do/3/f"]);
    expect(toggled(["/do/0/a", "/do/3/f"], "/do/0/a")).toEqual(["/do/3/f"]);
    expect(toggled(["/do/1/b/do/0/c"], "/do/1/b")).toEqual(["/do/1/b"]);
  });

  it("goes from the first to the last in one list", () => {
    expect(ranged(GRAPH, ["/do/0/a"], "/do/3/f")).toEqual([
      "/do/0/a",
      "/do/1/b",
      "/do/2/empty",
      "/do/3/f",
    ]);
    expect(ranged(GRAPH, ["/do/3/f"], "/do/2/empty")).toEqual(["/do/3/f", "/do/2/empty"]);
    expect(siblings(GRAPH, "/do/1/b/do/0/c")).toEqual(["/do/1/b/do/0/c", "/do/1/b/do/1/d"]);
  });

  it("is what a lasso touches, but no block that lies around it", () => {
    const boxes = new Map<string, Box>([
      ["/do/1/b", { x: 0, y: 0, width: 300, height: 300 }],
      ["/do/1/b/do/0/c", { x: 20, y: 50, width: 200, height: 40 }],
      ["/do/3/f", { x: 0, y: 400, width: 200, height: 40 }],
    ]);
    const around = { x: 10, y: 40, width: 100, height: 60 };
    expect(lassoed(GRAPH, boxes, around)).toEqual(["/do/1/b/do/0/c"]);
    expect(lassoed(GRAPH, boxes, { ...around, y: -10, height: 500 })).toEqual([
      "/do/1/b",
      "/do/3/f",
    ]);
  });
});

describe("badges", () => {
  it("count what is wrong at the box that shows it", () => {
    const folded = foldedGraph(GRAPH, PROCESS, new Set(["/do/1/b"]));
    const at = (pointer: string, severity: "error" | "warning") => ({
      ...{ code: "x", message: pointer, remedy: "", line: 1, column: 1 },
      ...{ pointer, severity },
    });
    const problems = [
      at("/do/1/b/do/0/c/set", "warning"),
      at("/do/1/b/do/1/d", "error"),
      at("/do/3/f/set/a", "warning"),
      at("/document", "error"),
    ];
    const badges = badgesOf(folded, problems, namesOf(folded));
    expect(badges.get("/do/b")).toMatchObject({ count: 2, severity: "error" });
    expect(badges.get("/do/f")).toMatchObject({ count: 1, severity: "warning" });
    expect(badges.size).toBe(2);
  });
});

describe("the palette", () => {
  const choices = choicesOf([]);

  it("finds by words, titles first, and shelves the rest", () => {
    expect(sought(choices, "approval")[0]?.key).toBe("approval");
    expect(sought(choices, "no such thing")).toEqual([]);
    expect(shelves(choices, ["wait", "gone"])[0]).toMatchObject({ key: "recent" });
    expect(shelves(choices, []).some(({ key }) => key === "recent")).toBe(false);
  });

  it("remembers what was used last", () => {
    for (const key of ["set", "wait", "set"]) used(key);
    expect(recentlyUsed()).toEqual(["set", "wait"]);
    localStorage.setItem("baton-recently-inserted", "no list");
    expect(recentlyUsed()).toEqual([]);
  });
});
