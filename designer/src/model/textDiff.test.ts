/**
 * What has changed in a text, and what of it is shown.
 *
 * Never: a change that is not told.
 */
import { describe, expect, it } from "vitest";

import { textDiff } from "./textDiff";

const told = (before: string, after: string) =>
  textDiff(before, after).map(({ kind, text }) => [kind, text]);
const many = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join(" ");

describe("what has changed in a text", () => {
  it("is told word by word, what is gone before what is new", () => {
    expect(told("below 600 km.", "below 500 km.")).toEqual([
      ["same", "below "],
      ["gone", "600"],
      ["new", "500"],
      ["same", " km."],
    ]);
  });

  it.each([
    ["", "new", [["new", "new"]]],
    ["old", "", [["gone", "old"]]],
    ["", "", []],
    [
      "one two",
      "two",
      [
        ["gone", "one "],
        ["same", "two"],
      ],
    ],
    [
      "سطر قديم",
      "سطر جديد",
      [
        ["same", "سطر "],
        ["gone", "قديم"],
        ["new", "جديد"],
      ],
    ],
  ])("from %j to %j", (before, after, parts) => {
    expect(told(before, after)).toEqual(parts);
  });

  it("leaves out what stays the same far from a change", () => {
    const kinds = told(`${many(500)} old ${many(500)}`, `${many(500)} new ${many(500)}`);
    expect(kinds.map(([kind]) => kind)).toEqual([
      "left-out",
      "same",
      "gone",
      "new",
      "same",
      "left-out",
    ]);
  });

  it("gives both texts back, whatever they are", () => {
    const texts = ["", "a", "a b", "b a  c\n\nd", "a\u00a0b", many(40), `x ${many(39)} y`, " lead"];
    for (const before of texts)
      for (const after of texts) {
        const parts = textDiff(before, after);
        const side = (hidden: string) =>
          parts.flatMap(({ kind, text }) => (kind === hidden ? [] : [text])).join("");
        expect([side("new"), side("gone")]).toEqual([before, after]);
      }
  });

  it("does not compare two long texts that have nothing in common", () => {
    const [before, after] = [many(3_000), many(3_000).replaceAll("w", "v")];
    expect(told(before, after).map(([kind]) => kind)).toEqual(["gone", "new"]);
  });
});
