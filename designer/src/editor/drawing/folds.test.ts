/**
 * Folds that are remembered.
 *
 * Never: a fold lost because a task came before it.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "../../model/graph";
import type { Json } from "../../model/json";
import { PROCESS, set } from "../../testing/drawn";
import { foldedIn, keepFolds, readFolds } from "./folds";

describe("what is folded", () => {
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
