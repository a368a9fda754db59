/**
 * When what was changed is saved, and what becomes of it.
 *
 * Never: a clock; each step says when it is.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import {
  changed,
  discarded,
  due,
  failed,
  followedTo,
  isSendable,
  isUnsaved,
  joined,
  kept,
  LONGEST_MS,
  looking,
  merging,
  movedOn,
  PAUSE_MS,
  pauseAfter,
  saved,
  savingOf,
  sent,
  taken,
} from "./autosave";

const BASE = { text: "a", revision: 1, savedAt: "2026-01-01T10:00:00Z" };
const THEIRS = { ...BASE, text: "theirs", revision: 2, savedByName: "Bob" };
const begun = savingOf(BASE, "a", 0);

describe("what is written", () => {
  it("is sent a while after the last change", () => {
    expect(due(begun)).toBeUndefined();
    const once = changed(begun, "ab", 100);
    expect(due(once)).toBe(100 + PAUSE_MS);
    expect(due(changed(once, "abc", 2_100))).toBe(2_100 + PAUSE_MS);
  });

  it("is sent in between by who never pauses", () => {
    let saving = changed(begun, "b", 0);
    for (let at = 1_000; at <= 29_000; at += 1_000) saving = changed(saving, `b${at}`, at);
    expect(due(saving)).toBe(LONGEST_MS);
  });

  it("is not sent once it is again what is saved", () => {
    const back = changed(changed(begun, "b", 0), "a", 10);
    expect([due(back), isUnsaved(back), back.since]).toEqual([undefined, false, undefined]);
  });

  it("of another time is due soon after it was opened", () => {
    expect(due(savingOf(BASE, "kept", 1_000))).toBe(1_000 + PAUSE_MS);
  });

  it("is sent once, and what came meanwhile afterwards", () => {
    const going = sent(changed(begun, "b", 0));
    expect([due(going), isSendable(going)]).toEqual([undefined, false]);
    const more = changed(going, "bc", 50);
    expect(due(more)).toBeUndefined();
    const done = saved(more, { ...BASE, text: "b", revision: 2 }, 60);
    expect([isUnsaved(done), due(done), done.base.revision]).toEqual([true, 50 + PAUSE_MS, 2]);
  });
});

describe("what can't be saved", () => {
  it("is tried again, each time later, and at most a minute later", () => {
    const once = failed(sent(changed(begun, "b", 0)), "gone", 1_000);
    expect(due(once)).toBe(1_000 + pauseAfter(1));
    const twice = failed(sent(once), "gone", 9_000);
    expect(due(twice)).toBe(9_000 + pauseAfter(2));
    expect([pauseAfter(1), pauseAfter(2), pauseAfter(20)]).toEqual([3_000, 6_000, 60_000]);
    expect(due(changed(twice, "bc", 9_500))).toBe(9_000 + pauseAfter(2));
  });

  it("because it is refused waits until it is changed", () => {
    const refused = failed(sent(changed(begun, "b", 0)), "too long", undefined);
    expect([due(refused), isSendable(refused)]).toEqual([undefined, true]);
    const mended = changed(refused, "c", 100);
    expect([mended.trouble, due(mended)]).toEqual([undefined, 100 + PAUSE_MS]);
  });

  it("because the sketch was thrown away can be saved as a new one", () => {
    const gone = discarded(sent(changed(begun, "b", 0)), "gone");
    expect([gone.base.revision, isSendable(gone), due(gone)]).toEqual([null, true, undefined]);
    const theirs = movedOn(changed(begun, "b", 0), THEIRS, true);
    expect(isSendable(discarded(theirs, "gone"))).toBe(true);
  });
});

describe("when somebody else has saved", () => {
  const moved = movedOn(sent(changed(begun, "mine", 0)), THEIRS, true);

  it("nothing is sent until one has chosen", () => {
    expect([due(moved), isSendable(moved), isUnsaved(moved)]).toEqual([undefined, false, true]);
    expect(due(merging(moved))).toBeUndefined();
  });

  it("mine goes over theirs", () => {
    const mine = kept(moved);
    expect([mine.base.revision, mine.text, isSendable(mine)]).toEqual([2, "mine", true]);
  });

  it("theirs is gone on with", () => {
    const theirs = taken(moved);
    expect([theirs.text, isUnsaved(theirs), due(theirs)]).toEqual(["theirs", false, undefined]);
  });

  it("both stand in one text, which is to be saved over theirs", () => {
    const both = joined(moved, "both", 500);
    expect([both.base.revision, both.theirs, both.looking]).toEqual([2, undefined, false]);
    expect([isUnsaved(both), due(both)]).toEqual([true, 500 + PAUSE_MS]);
    expect(joined(begun, "both", 500)).toBe(begun);
  });

  it("it can be looked at later, and something newer of theirs comes instead", () => {
    const later = looking(moved, false);
    expect([moved.looking, later.looking, looking(begun, true)]).toEqual([true, false, begun]);
    const newer = movedOn(later, { ...THEIRS, text: "newer", revision: 3 }, false);
    expect([newer.theirs?.revision, newer.base.revision, newer.looking]).toEqual([3, 1, false]);
    expect(movedOn(newer, { ...THEIRS, text: "mine", revision: 4 }, false).theirs).toBeUndefined();
  });

  it("and nothing is unsaved, theirs is shown until something is changed", () => {
    const followed = followedTo(begun, THEIRS);
    expect([followed.text, isUnsaved(followed), due(followed)]).toEqual([
      "theirs",
      false,
      undefined,
    ]);
    expect([followed.followed, changed(followed, "more", 9).followed]).toEqual([THEIRS, undefined]);
  });

  it("it is no matter where both have written the same", () => {
    const same = movedOn(sent(changed(begun, "theirs", 0)), THEIRS, true);
    expect([same.theirs, same.base.revision, isUnsaved(same)]).toEqual([undefined, 2, false]);
  });
});
