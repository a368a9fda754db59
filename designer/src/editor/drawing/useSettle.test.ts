/**
 * How far the picture moves after an edit.
 *
 * Never: measured on a screen.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "../../model/graph";
import { laid, set } from "../../testing/drawn";
import { drift } from "./useSettle";

describe("a picture after an edit", () => {
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
