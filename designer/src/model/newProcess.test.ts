/**
 * Names for a new process, and its first text.
 *
 * Never: a text of somebody's changed beyond its names.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { EMPTY, NAME, namedText, nameFrom } from "./newProcess";

const NAMED = { namespace: "sales", name: "order", title: 'An "order": new' };

describe("a name", () => {
  it.each([
    ["Order – new!", "order-new"],
    ["Café Über", "cafe-uber"],
    ["  -a- ", "a"],
    ["طلب", ""],
    [`${"x".repeat(62)} y`, "x".repeat(62)],
  ])("of %j is %j", (title, name) => {
    expect(nameFrom(title)).toBe(name);
    if (name !== "") expect(name).toMatch(NAME);
  });
});

describe("a first text", () => {
  it("says the names, whatever they hold", () => {
    const text = namedText(EMPTY, NAMED);
    expect(text).toContain("namespace: sales\n  name: order\n");
    expect(text).toMatch(/title: .*order.*new/);
  });

  it("of somebody's keeps comments and order", () => {
    const text = namedText("# mine\ndo: []\ndocument: { name: x } # end\n", NAMED);
    expect(text).toMatch(/^# mine\ndo: \[\]\ndocument: /);
    expect(text).toContain("# end");
  });

  it("that can't be read stays as it is", () => {
    expect(namedText("do: [", NAMED)).toBe("do: [");
  });
});
