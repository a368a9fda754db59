/**
 * Layouts by the real engine: nothing on top of another, everything in its container.
 *
 * Never: an assertion on a pixel; whoever moves one has a reason.
 */
import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, it } from "vitest";

import { graphOf } from "../model/graph";
import type { Graph } from "../model/graphTypes";
import type { Json } from "../model/json";
import { bundled } from "./bundle";
import { OPTIONS } from "./engine";
import { type Box, type Layout, layoutOf, type Line } from "./layout";
import { sizes } from "./sizes";

const engine = new ELK({ algorithms: ["layered"] });
const set = { set: { a: 1 } };
const call = { call: "http", with: { method: "get", endpoint: "https://example.com/a/b/c" } };

async function laid(tasks: Json): Promise<{ graph: Graph; layout: Layout }> {
  const graph = graphOf({ do: tasks });
  const layout = await layoutOf(graph, sizes, (piece) =>
    engine.layout(piece, { layoutOptions: OPTIONS }),
  );
  return { graph, layout };
}

const right = ({ x, width }: Box) => x + width;
const bottom = ({ y, height }: Box) => y + height;
const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  right(inner) <= right(outer) + 1 &&
  bottom(inner) <= bottom(outer) + 1;
const isApart = (one: Box, other: Box) =>
  right(one) <= other.x ||
  right(other) <= one.x ||
  bottom(one) <= other.y ||
  bottom(other) <= one.y;

function boxOf({ boxes }: Layout, id: string): Box {
  const box = boxes.get(id);
  if (box === undefined) throw new Error(`Not placed: ${id}`);
  return box;
}

const EVERYTHING: Json = [
  {
    choose: {
      switch: [
        { first: { when: ".x == 1", then: "blocks" } },
        { second: { when: ".x == 2", then: "again" } },
        { third: { then: "fail" } },
      ],
    },
  },
  { again: { ...call, if: ".y", then: "choose" } },
  { fail: { raise: { error: { title: "No" } } } },
  {
    blocks: {
      fork: {
        branches: [
          { one: call },
          {
            two: {
              try: [{ a: call }, { b: set }],
              catch: { retry: {}, do: [{ c: { ...set, then: "end" } }, { d: set }] },
            },
          },
          {
            three: { for: { in: "." }, while: ".z", do: [{ e: { do: [{ f: set }] } }, { g: set }] },
          },
          { four: { try: [], catch: { then: "exit" } } },
        ],
      },
    },
  },
  { lost: { ...set, then: "exit" } },
  { last: set },
];

describe("a layout", () => {
  it("places everything, in its container, with nothing on top of another", async () => {
    const { graph, layout } = await laid(EVERYTHING);
    for (const { id, parent } of graph.nodes) {
      const box = boxOf(layout, id);
      const outer = parent === undefined ? { x: 0, y: 0, ...layout } : boxOf(layout, parent);
      expect(isInside(box, outer), id).toBe(true);
    }
    for (const one of graph.nodes)
      for (const other of graph.nodes)
        if (one.id < other.id && one.parent === other.parent)
          expect(
            isApart(boxOf(layout, one.id), boxOf(layout, other.id)),
            `${one.id} ${other.id}`,
          ).toBe(true);
  });

  it("draws every way, and its name clear of every task", async () => {
    const { graph, layout } = await laid(EVERYTHING);
    expect(layout.lines.map(({ edge }) => edge.id).sort()).toEqual(
      graph.edges.map(({ id }) => id).sort(),
    );
    for (const { edge, points, label } of layout.lines) {
      expect(points.length, edge.id).toBeGreaterThan(1);
      if (label === undefined) continue;
      const parent = graph.nodes.find(({ id }) => id === edge.source)?.parent;
      for (const node of graph.nodes.filter((one) => one.parent === parent))
        expect(isApart(label, boxOf(layout, node.id)), `${edge.id} ${node.id}`).toBe(true);
    }
  });

  it("goes down in the order of the document, and straight", async () => {
    const { layout } = await laid([{ a: set }, { b: call }, { c: set }]);
    const boxes = ["start", "/do/0/a", "/do/1/b", "/do/2/c", "end"].map((id) => boxOf(layout, id));
    const middles = boxes.map((box) => box.x + box.width / 2);
    expect(new Set(middles).size).toBe(1);
    expect(boxes.map(({ y }) => y)).toEqual(boxes.map(({ y }) => y).toSorted((a, b) => a - b));
    for (const { points } of layout.lines) expect(points).toHaveLength(2);
  });

  it("has branches and cases from left to right in the order of the document", async () => {
    const names = ["a", "b", "c", "d"];
    const branches = names.map((name) => ({ [name]: set }));
    const { layout } = await laid([{ f: { fork: { branches } } }]);
    const found = names.map(
      (name, index) => boxOf(layout, `/do/0/f/fork/branches/${index}/${name}`).x,
    );
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    const cases = names.map((name) => ({ [name]: { when: `.${name}`, then: name } }));
    const ends = names.map((name) => ({ [name]: { ...set, then: "exit" } }));
    const chosen = await laid([{ s: { switch: [...cases, { e: { then: "exit" } }] } }, ...ends]);
    const places = names.map((name, index) => boxOf(chosen.layout, `/do/${index + 1}/${name}`).x);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("hangs what is caught below what is tried, as wide as the try", async () => {
    const { layout } = await laid([
      {
        t: {
          try: [{ f: { fork: { branches: [{ a: set }, { b: set }] } } }],
          catch: { do: [{ c: set }] },
        },
      },
    ]);
    const [outer, below] = [boxOf(layout, "/do/0/t"), boxOf(layout, "/do/0/t/catch")];
    expect(below.x).toBe(outer.x);
    expect(below.width).toBe(outer.width);
    expect(bottom(below)).toBeCloseTo(bottom(outer), 0);
    expect(bottom(boxOf(layout, "/do/0/t/try/0/f"))).toBeLessThan(below.y);
    const inner = boxOf(layout, "/do/0/t/catch/do/0/c");
    expect(inner.x + inner.width / 2).toBeCloseTo(outer.x + outer.width / 2, 0);
  });

  it("leads back at the side", async () => {
    const { layout } = await laid([{ a: set }, { b: { ...set, then: "a" } }]);
    const back = layout.lines.find(
      ({ edge }) => edge.target === "/do/0/a" && edge.source !== "start",
    );
    expect(back?.points[0]?.x).toBe(right(boxOf(layout, "/do/1/b")));
    expect(back?.points.at(-1)?.x).toBe(right(boxOf(layout, "/do/0/a")));
  });

  it("keeps what is above an edit where it was", async () => {
    const before = [{ a: set }, { b: call }, { c: set }];
    const [one, other] = await Promise.all([laid(before), laid([...before, { d: set }])]);
    for (const id of ["start", "/do/0/a", "/do/1/b", "/do/2/c"])
      expect(boxOf(other.layout, id)).toEqual(boxOf(one.layout, id));
  });

  it("is there for a document without tasks, and for tasks that are none", async () => {
    expect((await laid([])).layout.boxes.size).toBe(2);
    expect((await laid([null, {}, { a: null }, { a: null }])).layout.boxes.size).toBe(6);
  });
});

describe("ways from one node", () => {
  const line = (source: string, ...points: readonly (readonly [number, number])[]): Line => ({
    edge: {
      id: `${source}${points.length}${points.at(-1)?.[0]}`,
      source,
      target: "",
      kind: "next",
    },
    points: points.map(([x, y]) => ({ x, y })),
    label: undefined,
  });
  const heights = (lines: readonly Line[]) => lines.map(({ points }) => points[1]?.y);

  it("turn at one height", () => {
    const one = line("a", [50, 0], [50, 20], [10, 20], [10, 60]);
    const other = line("a", [50, 0], [50, 30], [90, 30], [90, 60]);
    expect(heights(bundled([one, other]))).toEqual([20, 20]);
  });

  it("don't run over one that comes from somewhere else", () => {
    const one = line("a", [50, 0], [50, 20], [10, 20], [10, 60]);
    const other = line("a", [50, 0], [50, 40], [90, 40], [90, 60]);
    const stranger = line("b", [200, 0], [200, 22], [60, 22], [60, 60]);
    expect(heights(bundled([one, other, stranger]))).toEqual([20, 40, 22]);
  });

  it("may go straight, or have no points at all", () => {
    const straight = line("a", [50, 0], [50, 60]);
    expect(bundled([straight, line("a")])).toEqual([straight, line("a")]);
  });
});
