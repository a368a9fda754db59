/**
 * Where a list is cut, and where not.
 *
 * Never: a layout; what a piece looks like is the engine's.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "../model/graph";
import type { Json } from "../model/json";
import { piecesOf } from "./pieces";

const set = { set: { a: 1 } };

function pieces(tasks: Json, isNamed = () => false): string[] {
  const { nodes, edges } = graphOf({ do: tasks });
  const list = nodes.filter(({ parent }) => parent === undefined);
  const ids = new Set(list.map(({ id }) => id));
  const own = edges.filter(({ source }) => ids.has(source));
  return piecesOf(list, own, isNamed).map((piece) =>
    piece.nodes.map(({ id, name }) => (name === "" ? id : name)).join(" "),
  );
}

describe("pieces", () => {
  it("are single where one follows the other", () => {
    expect(pieces([{ a: set }, { b: set }])).toEqual(["start", "a", "b", "end"]);
  });

  it("hold together where ways part, until they have joined", () => {
    const cases = [{ one: { when: ".x", then: "c" } }, { other: { then: "b" } }];
    const tasks = [{ a: set }, { s: { switch: cases } }, { b: set }, { c: set }, { d: set }];
    expect(pieces(tasks)).toEqual(["start", "a", "s b c", "d", "end"]);
  });

  it("hold together what a way leads back over", () => {
    const tasks = [{ a: set }, { b: set }, { c: { ...set, then: "b" } }, { d: set }];
    expect(pieces(tasks)).toEqual(["start", "a", "b c", "d", "end"]);
  });

  it("hold together where a way passes by to the end", () => {
    const tasks = [{ a: { ...set, if: ".x", then: "end" } }, { b: set }, { c: set }];
    expect(pieces(tasks)).toEqual(["start", "a b c end"]);
  });

  it("hold together where the way has a name", () => {
    expect(pieces([{ a: set }], () => true)).toEqual(["start a end"]);
  });

  it("are cut where nothing leads on, and say so", () => {
    const tasks = [{ a: { raise: { error: {} } } }, { b: set }];
    expect(pieces(tasks)).toEqual(["start", "a", "b", "end"]);
  });
});
