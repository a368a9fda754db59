/**
 * Names of boxes.
 *
 * Never: one name for two boxes.
 */
import { describe, expect, it } from "vitest";

import { graphOf } from "../../model/graph";
import { set } from "../../testing/drawn";
import { namesOf } from "./stable";

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
});
