/**
 * What people may do in a trial.
 *
 * Never: a server; what it would say stands here.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { anApproval } from "../testing/trials";
import { actsOf, typeHeard, written } from "./trialActs";

const names = (of: Parameters<typeof actsOf>[0]) => actsOf(of).map(({ does }) => does);

describe("what people may do", () => {
  const open = anApproval().open;

  it("is to decide and more, while they are asked", () => {
    expect(names(anApproval())).toEqual(["decide", "send-back", "ask", "reassign", "withdraw"]);
  });

  it("is to answer where somebody has asked back", () => {
    const asked = { by: { id: "a", name: "a" }, text: "Why?", answer: null };
    expect(names(anApproval({ open: { ...open, questions: [asked] } }))).toContain("answer");
    const done = { ...asked, answer: "So." };
    expect(names(anApproval({ open: { ...open, questions: [done] } }))).not.toContain("answer");
  });

  it("is up to who has asked, when it was sent back", () => {
    expect(names(anApproval({ status: "returned" }))).toEqual(["resubmit", "withdraw"]);
  });

  it("sends nothing back where nobody has asked for it", () => {
    const acts = names(anApproval({ open: { ...open, requester: null } }));
    expect(acts).toEqual(["decide", "ask", "reassign"]);
  });
});

it("people are written by their name, unless their id is another", () => {
  expect(written({ id: "Ann", name: "Ann" })).toBe("Ann");
  expect(written({ id: "p1", name: "Ann" })).toEqual({ id: "p1", name: "Ann" });
});

it.each([
  [{ one: { with: { type: "a.b" } } }, "a.b"],
  [{ any: [{ with: { type: "c" } }, { with: { type: "d" } }] }, "c"],
  [{ any: [] }, ""],
  [null, ""],
])("of %j the event is %s", (to, type) => {
  expect(typeHeard(to)).toBe(type);
});
