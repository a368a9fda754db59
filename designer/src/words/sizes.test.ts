/**
 * Sizes of files in words.
 *
 * Never: a unit that a number does not fit.
 */
import { afterEach, describe, expect, it } from "vitest";

import { words as arabic } from "./ar";
import { words as english } from "./en";
import { speak } from "./index";
import { size } from "./sizes";

afterEach(() => speak("en", english));

describe("a size", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1449, "1.4 kB"],
    [999_600, "1 MB"],
    [26_214_400, "26 MB"],
    [5_368_709_120, "5.4 GB"],
  ])("says %d as %s", (bytes, text) => {
    expect(size(bytes)).toBe(text);
  });

  it("says it in the language that is spoken", () => {
    speak("ar", arabic, "rtl");
    expect(size(2_000_000)).toMatch(/\p{Script=Arabic}/u);
  });
});
