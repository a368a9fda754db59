/**
 * What an edit has left alone stays the same object.
 *
 * Never: an older box for one that says something else now.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { graphOf } from "./graph";
import { keptGraph } from "./kept";

const process = (name: string) => ({
  do: [{ first: { set: { a: 1 } } }, { [name]: { set: { b: 2 } } }],
});

describe("a graph after an edit", () => {
  const before = graphOf(process("second"));

  it("keeps each node and way that is as it was", () => {
    const next = keptGraph(before, graphOf(process("second")));
    expect(next.nodes.every((node, index) => node === before.nodes[index])).toBe(true);
    expect(next.edges.every((edge, index) => edge === before.edges[index])).toBe(true);
  });

  it("has what was changed as it is now", () => {
    const fresh = graphOf(process("other"));
    const next = keptGraph(before, fresh);
    expect(next).toEqual(fresh);
    expect(next.nodes.filter((node) => before.nodes.includes(node)).map(({ id }) => id)).toEqual([
      "start",
      "/do/0/first",
      "end",
    ]);
  });

  it("is itself where there was none", () => {
    expect(keptGraph(undefined, before)).toBe(before);
  });
});
