/**
 * Addresses of the sign-in page, also those that somebody has made up.
 *
 * Never: a way on to another site.
 */
import { describe, expect, it } from "vitest";

import { arrivalOf, ownAddress } from "./arrival";

const at = (search: string) => arrivalOf({ pathname: "/sign-in", search });

describe("an arrival", () => {
  it("from a provider says what comes next, and where to", () => {
    expect(at("?ways=totp,recovery-code,evil&to=/runs?status=failed")).toEqual({
      ways: ["totp", "recovery-code"],
      to: "/runs?status=failed",
    });
  });

  it("that went wrong says why, and for whom", () => {
    expect(at("?problem=no-account&tenant=demo")).toEqual({
      problem: "no-account",
      tenant: "demo",
      to: "/",
    });
  });

  it("at any other page goes on there", () => {
    expect(arrivalOf({ pathname: "/runs", search: "?problem=x" })).toEqual({
      to: "/runs?problem=x",
    });
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:x",
    "",
    "/a b",
  ])("leads from %s to the first page", (wanted) => {
    expect(ownAddress(wanted)).toBe("/");
  });
});
