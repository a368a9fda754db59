/**
 * Problems counted at their boxes.
 *
 * Never: one of them at two boxes.
 */
import { describe, expect, it } from "vitest";

import { GRAPH, PROCESS } from "../../testing/drawn";
import { badgesOf } from "./badges";
import { foldedGraph } from "./folding";
import { namesOf } from "./stable";

describe("badges", () => {
  it("count what is wrong at the box that shows it", () => {
    const folded = foldedGraph(GRAPH, PROCESS, new Set(["/do/1/b"]));
    const at = (pointer: string, severity: "error" | "warning") => ({
      ...{ code: "x", message: pointer, remedy: "", line: 1, column: 1 },
      ...{ pointer, severity },
    });
    const problems = [
      at("/do/1/b/do/0/c/set", "warning"),
      at("/do/1/b/do/1/d", "error"),
      at("/do/3/f/set/a", "warning"),
      at("/document", "error"),
    ];
    const badges = badgesOf(folded, problems, namesOf(folded));
    expect(badges.get("/do/b")).toMatchObject({ count: 2, severity: "error" });
    expect(badges.get("/do/f")).toMatchObject({ count: 1, severity: "warning" });
    expect(badges.size).toBe(2);
  });
});
