/**
 * Initials of names from everywhere.
 *
 * Never: half a letter.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { initialsOf } from "./people";

describe("initials", () => {
  it.each([
    ["Ada Byron", "AB"],
    ["ada", "A"],
    ["  Jean  Luc\tPicard ", "JP"],
    ["ليلى حداد", "لح"],
    ["李小龍", "李"],
    ["É́va Ödön", "É́Ö"],
    ["𝒜da 🦊", "𝒜🦊"],
    ["", ""],
    [" \u3000 ", ""],
  ])("of %j are %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
