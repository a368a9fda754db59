/**
 * What has not moved stays the same object.
 *
 * Never: a box where it was before.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { GraphEdge } from "../model/graphTypes";
import { keptLayout } from "./kept";
import type { Layout } from "./layout";

const FIRST: GraphEdge = { id: "a>b", source: "a", target: "b", kind: "next" };
const SECOND: GraphEdge = { id: "b>c", source: "b", target: "c", kind: "case" };

const layout = (x: number, y = 0): Layout => ({
  width: 100,
  height: 100,
  boxes: new Map([
    ["a", { x: 0, y: 0, width: 10, height: 10 }],
    ["b", { x, y, width: 10, height: 10 }],
  ]),
  lines: [
    { edge: FIRST, points: [{ x: 0, y: 0 }], label: undefined },
    { edge: SECOND, points: [{ x, y: 0 }], label: { x, y, width: 5, height: 5 } },
  ],
});

describe("a layout after an edit", () => {
  it("keeps what has not moved", () => {
    const before = layout(20);
    const next = keptLayout(before, layout(20));
    expect(
      [...next.boxes.values()].every((box, at) => box === [...before.boxes.values()][at]),
    ).toBe(true);
    expect(next.lines.every((line, at) => line === before.lines[at])).toBe(true);
  });

  it.each([
    ["moved", layout(30)],
    ["with another place for its words", layout(20, 5)],
  ])("has what has %s where it is now", (_, moved) => {
    const before = layout(20);
    const next = keptLayout(before, moved);
    expect(next).toEqual(moved);
    expect(next.boxes.get("a")).toBe(before.boxes.get("a"));
    expect(next.boxes.get("b")).not.toBe(before.boxes.get("b"));
    expect(next.lines[0]).toBe(before.lines[0]);
    expect(next.lines[1]).not.toBe(before.lines[1]);
  });

  it("is itself where there was none", () => {
    const next = layout(1);
    expect(keptLayout(undefined, next)).toBe(next);
  });
});
