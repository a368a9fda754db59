/**
 * Versions in order, processes with their newest one.
 *
 * Never: an order that the engine doesn't have.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { compareVersions, processesOf } from "./versions";

describe("compareVersions", () => {
  it("has the order of semantic versioning", () => {
    const ordered = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.2.0",
      "1.10.0",
      "2.0.0",
    ];
    expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
    expect(compareVersions("1.0.0+a", "1.0.0+b")).toBe(0);
  });
});

describe("processesOf", () => {
  it("names each process once, by its highest version", () => {
    const found = processesOf([
      { namespace: "b", name: "x", version: "1.0.0" },
      { namespace: "a", name: "x", version: "1.9.0" },
      { namespace: "a", name: "x", version: "1.10.0" },
      { namespace: "a", name: "x", version: "1.10.0-rc.1" },
    ]);
    expect(found.map(({ id, newest, earlier }) => [id, newest.version, earlier.length])).toEqual([
      ["a/x", "1.10.0", 2],
      ["b/x", "1.0.0", 0],
    ]);
  });
});
