/**
 * Permissions as people choose them.
 *
 * Never: a pattern that the API wouldn't take.
 */
import { describe, expect, it } from "vitest";

import {
  type Draft,
  gives,
  givesWhole,
  groupsOf,
  isReason,
  isRoleName,
  roleNameOf,
  saySame,
  withPattern,
} from "./access";

describe("permissions", () => {
  it("stand by their resource", () => {
    const all = ["runs:start", "audit:read", "runs:read"].map((name) => ({ name }));
    expect(
      groupsOf(all).map(({ resource, permissions }) => [resource, permissions.length]),
    ).toEqual([
      ["runs", 2],
      ["audit", 1],
    ]);
  });

  it("are given one by one, by resource, or all", () => {
    expect(gives(["runs:start"], "runs:start")).toBe(true);
    expect(gives(["runs:start"], "runs:read")).toBe(false);
    expect(gives(["runs:*"], "runs:read")).toBe(true);
    expect(gives(["run:*"], "runs:read")).toBe(false);
    expect(gives(["*"], "runs:read")).toBe(true);
    expect(givesWhole(["runs:start"], "runs")).toBe(false);
  });

  it("are left out once a wider pattern says them", () => {
    const some = ["runs:start", "audit:read"];
    expect(withPattern(some, "runs:*", true)).toEqual(["audit:read", "runs:*"]);
    expect(withPattern(some, "*", true)).toEqual(["*"]);
    expect(withPattern(["runs:*"], "runs:*", false)).toEqual([]);
    expect(withPattern(some, "audit:read", true)).toEqual(some);
  });
});

describe("the name of a role", () => {
  it.each([
    ["Purchase Auditor", "purchase-auditor"],
    ["Überprüfer (2)", "uberprufer-2"],
    ["2nd line", "nd-line"],
    ["مدقق", ""],
    ["--", ""],
    ["a".repeat(80), "a".repeat(63)],
  ])("of %j is %j", (title, name) => {
    expect(roleNameOf(title)).toBe(name);
  });

  it("is what the API takes", () => {
    expect(["a", "a-1"].every(isRoleName)).toBe(true);
    expect(["", "1a", "A", "a_b", "a b", "a".repeat(64)].some(isRoleName)).toBe(false);
  });
});

describe("a reason", () => {
  it("may be left out, and is no single letter", () => {
    expect(["", "  ", "Why"].every(isReason)).toBe(true);
    expect(["x", " ab ", "a".repeat(501)].some(isReason)).toBe(false);
  });
});

describe("a draft", () => {
  const grant = (id: string, ...rights: string[]) => ({
    subject: { kind: "role", id } as const,
    name: null,
    rights,
  });
  const draft = (...grants: Draft<string>["grants"]): Draft<string> => ({
    restricted: false,
    grants,
  });

  it("says the same in another order", () => {
    const one = draft(grant("a", "start", "see"), grant("b", "edit"));
    expect(saySame(one, draft(grant("b", "edit"), grant("a", "see", "start")))).toBe(true);
  });

  it("says something else with other rights, subjects or doors", () => {
    const one = draft(grant("a", "start"));
    expect(saySame(one, draft(grant("a", "see")))).toBe(false);
    expect(saySame(one, draft(grant("b", "start")))).toBe(false);
    expect(saySame(one, { ...one, restricted: true })).toBe(false);
    expect(saySame(draft(grant("a b", "c")), draft(grant("a", "b c")))).toBe(false);
  });
});
