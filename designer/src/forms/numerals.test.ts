/**
 * Numbers in several languages.
 *
 * Never: a digit lost on the way.
 */
import { afterEach, describe, expect, it, vi } from "vitest";

import { speak } from "../words";
import { words } from "../words/en";
import { decimalOf, numberOf, numeralOf, numeralOfDecimal } from "./numerals";

function speaking(tag: string) {
  vi.spyOn(navigator, "languages", "get").mockReturnValue([tag]);
  speak(tag.split("-")[0] ?? "en", words);
}

afterEach(() => {
  vi.restoreAllMocks();
  speak("en", words);
});

describe("decimalOf", () => {
  it.each([
    ["en-US", "1,234.50", "1234.50"],
    ["en-US", "1,234", "1234"],
    ["en-US", "1,5", "1.5"],
    ["en-US", "1.234", "1.234"],
    ["en-US", "12,34,567", "1234567"],
    ["en-US", " -0012 ", "-12"],
    ["en-US", "−3", "-3"],
    ["en-US", ".5", "0.5"],
    ["en-US", "5.", "5"],
    ["de-DE", "1.234,50", "1234.50"],
    ["de-DE", "1.234", "1234"],
    ["de-DE", "1.5", "1.5"],
    ["de-DE", "1.234.567", "1234567"],
    ["de-CH", "1’234.50", "1234.50"],
    ["fr-FR", "1\u202f234,5", "1234.5"],
    ["ar-EG", "١٬٢٣٤٫٥٠", "1234.50"],
    ["ar-EG", "\u061c-٣", "-3"],
    ["ar-AE", "1,234.5", "1234.5"],
    ["ar-EG", "۱۲", "12"],
  ])("in %s reads %s as %s", (tag, typed, decimal) => {
    speaking(tag);
    expect(decimalOf(typed)).toBe(decimal);
  });

  it.each(["", "-", "1e5", "abc", "1.2.3", "--1", "1 2 x", "0x10", "∞", "NaN", "1,23,4"])(
    "is nothing of %j",
    (typed) => {
      expect(decimalOf(typed)).toBeUndefined();
    },
  );
});

describe("numberOf", () => {
  it("keeps every digit of an integer, and a text that is no number", () => {
    expect(numberOf("12345678901234567890")).toBe(12345678901234567890n);
    expect(numberOf("42")).toBe(42);
    expect(numberOf("0.1")).toBe(0.1);
    expect(numberOf(" ")).toBeUndefined();
    expect(numberOf("4x")).toBe("4x");
  });
});

describe("numeralOf", () => {
  it("writes as the language does", () => {
    expect(numeralOf(1234.5)).toBe("1,234.5");
    expect(numeralOf(1234.5, 2)).toBe("1,234.50");
    expect(numeralOf(12345678901234567890n)).toBe("12,345,678,901,234,567,890");
    expect(numeralOf("4x")).toBe("4x");
    expect(numeralOf(undefined)).toBe("");
    expect(numeralOfDecimal("1234567890123456789.10")).toBe("1,234,567,890,123,456,789.10");
    expect(numeralOfDecimal("-0.5")).toBe("-0.5");
    expect(numeralOfDecimal("x")).toBe("x");
    speaking("ar-EG");
    expect(numeralOf(1234.5)).toBe("١٬٢٣٤٫٥");
    expect(numeralOfDecimal("12.30")).toBe("١٢٫٣٠");
  });
});
