/**
 * What has changed, told by the names of tasks.
 *
 * Never: told twice, of a task and of the one around it.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { Json } from "./json";
import { taskChanges } from "./taskChanges";

const told = (before: Json, after: Json) =>
  taskChanges(before, after).map(
    ({ kind, name, isTask }) => `${kind} ${isTask ? name : `/${name}`}`,
  );
const list = (...names: string[]): Json => ({
  do: names.map((name) => ({ [name]: { set: { [name]: 1 } } })),
});
const loop = (inner: Json, each = "x"): Json => ({
  do: [{ outer: { for: { each, in: "${ .all }" }, do: [{ inner }] } }],
});

describe("what has changed in a definition", () => {
  it.each<[string, Json, Json, string[]]>([
    ["nothing", list("a", "b"), list("a", "b"), []],
    ["one put before others", list("a", "b"), list("new", "a", "b"), ["added new"]],
    ["one taken out", list("a", "b"), list("b"), ["removed a"]],
    ["two that changed places", list("a", "b"), list("b", "a"), ["moved b"]],
    ["another name", list("a"), list("b"), ["added b", "removed a"]],
    ["what is in it", loop({ set: { x: 1 } }), loop({ set: { x: 2 } }), ["changed inner"]],
    ["what is around it", loop({ set: {} }), loop({ set: {} }, "y"), ["changed outer"]],
    [
      "another part",
      { document: { title: "A" }, do: [] },
      { document: { title: "B" }, input: {}, do: [] },
      ["changed /document", "added /input"],
    ],
    ["a name with a slash", list("a/b", "c~d"), list("c~d", "a/b", "e"), ["added e", "moved c~d"]],
    ["no definition", [1, 2], "x", []],
  ])("%s", (_, before, after, wanted) => {
    expect(told(before, after)).toEqual(wanted);
  });

  it("is also a number that no number holds", () => {
    const of = (x: bigint): Json => ({ do: [{ a: { set: { x } } }] });
    expect(told(of(2n ** 70n), of(2n ** 70n + 1n))).toEqual(["changed a"]);
  });
});
