/**
 * Tasks and lines lead to each other, also where the text is broken or odd.
 *
 * Never: a place beyond the text.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { draftOf, type Shown, typed } from "../model/draft";
import { findIn, rangeAt, rangeOf, rangeOfProblem, taskAt, taskOf } from "./places";
import type { Problem } from "./problems";

const TEXT = "do:\n  - outer:\n      do:\n        - in/ner:\n            set: { a: 1 }\n";
const draft = draftOf(TEXT);
const INNER = "/do/0/outer/do/0/in~1ner";

function shown(): Shown {
  if (draft.shown === undefined) throw new Error("It can't be read.");
  return draft.shown;
}

const problem = (more: Partial<Problem>): Problem => ({
  ...{ code: "x", message: "", remedy: "", pointer: "", line: 1, column: 1, severity: "error" },
  ...more,
});

describe("a task", () => {
  it.each([
    [`${INNER}/set/a`, INNER],
    [INNER, INNER],
    ["/do/0/outer/do", "/do/0/outer"],
    ["/do", undefined],
    ["", undefined],
  ])("is what %s belongs to", (pointer, task) => {
    expect(taskOf(shown(), pointer)).toBe(task);
  });

  it("is the innermost one around a place", () => {
    expect(taskAt(shown(), TEXT.indexOf("a: 1"))).toBe(INNER);
    expect(taskAt(shown(), TEXT.indexOf("outer"))).toBe("/do/0/outer");
    expect(taskAt(shown(), 0)).toBeUndefined();
    const { from, to } = rangeOf(shown(), `${INNER}/set`);
    expect(TEXT.slice(from, to)).toContain("a: 1");
  });
});

describe("a line and a column", () => {
  it.each([
    [1, 1, "one"],
    [2, 3, "o"],
    [2, 99, ""],
    [2, 0, "two"],
    [3, 1, ""],
    [99, 1, ""],
  ])("%i:%i is the rest of that line", (line, column, rest) => {
    const { from, to } = rangeAt("one\ntwo\n", line, column);
    expect("one\ntwo\n".slice(from, to)).toBe(rest);
  });
});

describe("a problem", () => {
  const at = (one: Problem, of = draft) => {
    const { from, to } = rangeOfProblem(of, one);
    return of.text.slice(from, to);
  };

  it("leads to the first line of what it is about, or to the line that it names", () => {
    expect(at(problem({ pointer: "/do/0/outer", line: 5 }))).toBe("- outer:".slice(2));
    expect(at(problem({ pointer: "", line: 4, column: 11 }))).toBe("in/ner:");
  });

  it("leads by its line while the text can't be read", () => {
    const broken = typed(draft, `${TEXT}  - [`);
    expect(at(problem({ pointer: INNER, line: 6, column: 5 }), broken)).toBe("[");
  });
});

describe("what is sought", () => {
  it.each([
    ["A.b (a.B)", "a.b", 2],
    ["aaaa", "aa", 2],
    ["a*b", "*", 1],
    ["\\d 7", "\\d", 1],
    ["Straße İ", "straße", 1],
    ["", "a", 0],
    ["a", "", 0],
  ])("in %j: %j", (text, sought, count) => {
    expect(findIn(text, sought, 10)).toHaveLength(count);
  });

  it("is not found more often than can be walked through", () => {
    expect(findIn("a".repeat(50), "a", 7)).toHaveLength(7);
  });
});
