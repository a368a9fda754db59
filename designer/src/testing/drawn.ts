/**
 * A process with a block, an empty one and a loop, and its picture with one box below the other,
 * for the tests of the drawing.
 *
 * Never: in a bundle.
 */
import type { Box, Layout } from "../canvas/layout";
import { graphOf } from "../model/graph";
import type { Graph } from "../model/graphTypes";
import type { Json } from "../model/json";

export const set = { set: { a: 1 } };
export const PROCESS: Json = {
  do: [
    { a: set },
    { b: { do: [{ c: set }, { d: { for: { in: "." }, do: [{ e: set }] } }] } },
    { empty: { do: [] } },
    { f: set },
  ],
};
export const GRAPH = graphOf(PROCESS);
export const ids = (graph: Graph) => graph.nodes.map(({ id }) => id);

export function laid(graph: Graph): Layout {
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
