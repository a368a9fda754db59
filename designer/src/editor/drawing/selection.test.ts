/**
 * What is chosen after a press, a key or a lasso.
 *
 * Never: a task beside its own block.
 */
import { describe, expect, it } from "vitest";

import type { Box } from "../../canvas/layout";
import { GRAPH } from "../../testing/drawn";
import { lassoed, ranged, siblings, toggled } from "./selection";

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
