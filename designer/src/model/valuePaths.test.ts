/**
 * What can be named in data of a known shape.
 *
 * Never: a path that jq would read as another.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { pathsIn } from "./valuePaths";

it("names properties with their titles, an outer one before its inner ones", () => {
  const shape = {
    properties: {
      item: { title: "Item" },
      "cost centre": { properties: { number: true } },
    },
  };
  expect(pathsIn(shape)).toEqual([
    { path: ".item", title: "Item" },
    { path: '.["cost centre"]', title: "" },
    { path: '.["cost centre"].number', title: "" },
  ]);
  expect(pathsIn(shape, "$context")[0]?.path).toBe("$context.item");
  expect(pathsIn(true)).toEqual([]);
});
