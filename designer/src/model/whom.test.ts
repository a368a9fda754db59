/**
 * Whom a process asks, both ways.
 *
 * Never: an entry that comes back as another one.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { Json } from "./json";
import { firstWhom, WHOM_KINDS, whomEntry, whomOf } from "./whom";

describe("whom", () => {
  it.each<[string, Json]>([
    ["person", "ada@example.com"],
    ["person", { person: "ada@example.com" }],
    ["manager", { manager: 2 }],
    ["head", { head: "requester" }],
    ["department", { department: "Finance" }],
    ["group", { group: "Friends" }],
    ["role", { role: "admin" }],
    ["code", "${ .manager }"],
    ["other", { role: "a", group: "b" }],
  ])("a %s comes back as it was", (kind, entry) => {
    const whom = whomOf(entry);
    expect(whom.kind).toBe(kind);
    expect(whomEntry(whom, entry)).toEqual(entry);
  });

  it("begins as its kind, but an address that is still empty is a person's", () => {
    const kinds = WHOM_KINDS.map((kind) => whomOf(firstWhom(kind)).kind);
    expect(kinds).toEqual(["person", "manager", "head", "department", "group", "role", "person"]);
  });
});
