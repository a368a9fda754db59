/**
 * Which patterns are run in the page, and on how long a text.
 *
 * Never: a clock; the bound is counted.
 */
import { describe, expect, it } from "vitest";

import { longestFor } from "./schemaPattern";

describe("longestFor", () => {
  it.each([
    ["^[A-Z]{2}-\\d{4}$", Infinity],
    ["^(?:[01]\\d|2[0-3]):[0-5]\\d$", Infinity],
    ["^[a-z]+$", 1e6],
    ["\\d+", 1_000],
    ["^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", 100],
    ["^(\\d{1,3}\\.){3}\\d{1,3}$", 1e6],
    ["^\\p{L}+$", 1e6],
    ["^SA\\d{22}$", Infinity],
    ["^[)(|*+]$", Infinity],
  ])("runs %s on at least %d characters", (pattern, least) => {
    expect(longestFor(pattern)).toBeGreaterThanOrEqual(least);
  });

  it.each([
    "^(a+)+$",
    "^(a|a)*$",
    "^([a-z]\\s?)*$",
    "(a{1,8}){1,8}",
    "^(a*)\\1$",
    "(?<=a+)b",
    "^(a?){50}$",
    "(",
    "[z-a]",
    "\\Z",
    `^${"a?".repeat(60)}$`,
    "a".repeat(301),
    "^(?<x>a)\\k<x>$",
  ])("never runs %s", (pattern) => {
    expect(longestFor(pattern)).toBe(-1);
  });

  it("allows the less text, the more it may have to go back", () => {
    expect(longestFor(`^${"a*".repeat(6)}b$`)).toBeLessThan(20);
  });
});
