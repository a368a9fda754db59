/**
 * Both changes are in what comes out, or nothing comes out.
 *
 * Never: a change of one side lost without a word.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { merged, mergedLines } from "./textMerge";

const BASE = `# A process
do:
  - first:
      set: { a: 1 }
  - second:
      set: { b: 2 } # two
  - third:
      set: { c: 3 }
`;

describe("two changes of one text", () => {
  it("of other tasks both stand, and both are told", () => {
    const mine = BASE.replace("a: 1", "a: 7");
    const theirs = BASE.replace("c: 3", "c: 9").replace("two", "zwei");
    const { text, mine: own, theirs: other } = merged(BASE, mine, theirs);
    expect(text).toBe(theirs.replace("a: 1", "a: 7"));
    expect(own).toEqual([{ kind: "changed", name: "first", isTask: true }]);
    expect(other).toEqual([{ kind: "changed", name: "third", isTask: true }]);
  });

  it("of other lines of one task both stand", () => {
    const two = BASE.replace("set: { b: 2 }", "if: ${ .x }\n      set: { b: 2 }\n      then: end");
    const mine = two.replace("{ b: 2 }", "{ b: 3 }");
    const theirs = two.replace("then: end", "then: exit");
    expect(merged(two, mine, theirs).text).toBe(mine.replace("then: end", "then: exit"));
  });

  it.each([
    ["the same line", BASE.replace("a: 1", "a: 7"), BASE.replace("a: 1", "a: 8")],
    ["something put in at one place", `${BASE}  - x: {}\n`, `${BASE}  - y: {}\n`],
    [
      "one is taken out that the other changes",
      BASE.replace(/ {2}- first:\n.*\n/, ""),
      BASE.replace("a: 1", "a: 8"),
    ],
    ["one name twice", BASE.replace("first:", "same:"), BASE.replace("third:", "same:")],
    ["mine can't be read", `${BASE}  - [`, BASE.replace("a: 1", "a: 8")],
    ["theirs can't be read", BASE.replace("a: 1", "a: 8"), `${BASE}  - [`],
  ])("%s: a person decides", (_, mine, theirs) => {
    expect(merged(BASE, mine, theirs).text).toBeUndefined();
    expect(merged(BASE, theirs, mine).text).toBeUndefined();
  });

  it("that are the same are one", () => {
    const same = BASE.replace("a: 1", "a: 7");
    expect(merged(BASE, same, same).text).toBe(same);
    const more = same.replace("c: 3", "c: 4");
    expect(merged(BASE, same, more).text).toBe(more);
  });

  it("that can be put together as text, but not as a definition, aren't", () => {
    // One moves the anchor's line away from what the other refers to.
    const base = "a: &x 1\nb: 2\nc: 3\n";
    expect(
      merged(base, base.replace("&x ", ""), base.replace("c: 3", "c: *x")).text,
    ).toBeUndefined();
  });

  it("at the very end, where no line break stands", () => {
    expect(mergedLines("a\nb", "a\nb\nc", "x\nb")).toBe("x\nb\nc");
    expect(mergedLines("", "", "")).toBe("");
    expect(mergedLines("", "a", "b")).toBeUndefined();
  });
});
