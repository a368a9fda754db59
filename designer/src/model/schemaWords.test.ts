/**
 * How a key that has no title is called.
 *
 * Never: a field without a name where its key has one.
 */
import { describe, expect, it } from "vitest";

import { inWords } from "./schema";

describe("inWords", () => {
  it.each([
    ["costCentre", "Cost centre"],
    ["cost_centre-no.2", "Cost centre no 2"],
    ["URL", "URL"],
    ["اسم_العميل", "اسم العميل"],
    ["", ""],
    ["__proto__", "Proto"],
  ])("says %j as %j", (key, words) => {
    expect(inWords(key)).toBe(words);
  });
});
