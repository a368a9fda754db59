/**
 * Blocks folded: what is hidden is counted, and found again.
 *
 * Never: a fold in the definition.
 */
import { describe, expect, it } from "vitest";

import { GRAPH, ids, PROCESS, set } from "../../testing/drawn";
import { documentOf, foldedGraph, hiding, vacantIn } from "./folding";

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
});
