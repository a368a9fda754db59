/**
 * What one may decide at once, alone and together, and where a decided line stays.
 *
 * Never: the API; these are rules of the page.
 */
import { describe, expect, it } from "vitest";

import {
  askedHere,
  type Decidable,
  decisionsAtOnce,
  decisionsOfAll,
  nextOf,
  standsInFor,
  withDone,
} from "./approvals";

const APPROVE = {
  name: "approve",
  label: "Approve",
  style: "primary",
  comment: "optional",
  goes: "on",
} as const;
const REJECT = {
  name: "reject",
  label: "Reject",
  style: "danger",
  comment: "required",
  goes: "end",
} as const;
const [BOB, MEI] = [
  { id: "bob", name: "Bob" },
  { id: "mei", name: "Mei" },
];

function aLine(more: Partial<Decidable> = {}): Decidable {
  return {
    ...{ id: "a", status: "open", round: 1, needsForm: false },
    ...{ decisions: [APPROVE, REJECT], me: { state: "open", standsInFor: [] } },
    ...more,
  };
}

describe("whose answer it is", () => {
  it.each<[string, Partial<Decidable>, string | undefined]>([
    ["one's own", {}, undefined],
    ["one's own first", { me: { state: "open", standsInFor: [BOB] } }, undefined],
    ["of who is away", { me: { state: null, standsInFor: [BOB] } }, "bob"],
    ["of who is away, when one has voted", { me: { state: "voted", standsInFor: [BOB] } }, "bob"],
  ])("%s", (_, more, who) => {
    expect(askedHere(aLine(more))).toBeDefined();
    expect(standsInFor(aLine(more))).toBe(who);
  });

  it.each<[string, Partial<Decidable>]>([
    ["over", { status: "decided" }],
    ["voted", { me: { state: "voted", standsInFor: [] } }],
    ["not asked", { me: { state: null, standsInFor: [] } }],
  ])("nobody's: %s", (_, more) => {
    expect(askedHere(aLine(more))).toBeUndefined();
    expect(decisionsAtOnce(aLine(more))).toEqual([]);
  });
});

describe("what can be decided at once", () => {
  it("is what needs no form; what ends it never does", () => {
    expect(decisionsAtOnce(aLine())).toEqual([APPROVE, REJECT]);
    expect(decisionsAtOnce(aLine({ needsForm: true }))).toEqual([REJECT]);
  });

  it("is nothing where it has to be said for whom", () => {
    expect(decisionsAtOnce(aLine({ me: { state: null, standsInFor: [BOB, MEI] } }))).toEqual([]);
  });

  it("is of several what all of them know, with the comment that one of them needs", () => {
    const strict = { ...APPROVE, comment: "required" } as const;
    const other = aLine({ id: "b", decisions: [strict] });
    expect(decisionsOfAll([aLine(), other])).toEqual([strict]);
    expect(decisionsOfAll([aLine(), aLine({ decisions: [{ ...APPROVE, label: "Yes" }] })])).toEqual(
      [],
    );
    expect(decisionsOfAll([])).toEqual([]);
  });
});

describe("a line that was decided", () => {
  const lines = (ids: string) => Array.from(ids, (id) => ({ id }));
  const done = (id: string, ...below: readonly string[]) => ({ line: { id }, below });

  it.each([
    ["stays above what stood below it", "ac", [done("b", "c")], "abc"],
    ["stays at the end", "ab", [done("c")], "abc"],
    ["stays where its next has gone too", "ad", [done("b", "c", "d"), done("c", "d")], "abcd"],
    ["is there once", "abc", [done("b", "c")], "abc"],
    ["is alone", "", [done("b", "c")], "b"],
  ])("%s", (_, fresh, those, shown) => {
    const all = withDone(lines(fresh), those);
    expect(all.map(({ id }) => id).join("")).toBe(shown);
  });
});

describe("the next one", () => {
  const lines = [{ id: "a" }, { id: "b" }, { id: "c" }];

  it.each([
    ["a", 1, "b"],
    ["c", 1, "a"],
    ["gone", 1, "a"],
    ["b", -1, "a"],
    ["a", -1, undefined],
  ] as const)("of %s by %d is %s", (id, step, next) => {
    expect(nextOf(lines, id, step)?.id).toBe(next);
  });

  it("is none where only this one waits", () => {
    expect(nextOf([{ id: "a" }], "a")).toBeUndefined();
  });
});
