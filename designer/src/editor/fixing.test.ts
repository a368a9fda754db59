/**
 * A quick fix has words, does one thing, and can be undone.
 *
 * Never: a fix that stays although there is nothing to mend.
 */
import { expect, it } from "vitest";

import { fix, fixesOf } from "./fixing";
import type { Problem } from "./problems";
import { makeEditor } from "./store";

const TEXT = "do:\n  - a:\n      wait: PT1S\n      iff: ${ .b }\n";
const PROBLEM: Problem = {
  ...{ code: "unknown-attribute", message: "`iff` is unknown.", remedy: "Did you mean `if`?" },
  ...{ pointer: "/do/0/a/iff", line: 4, column: 7, severity: "error" },
  suggestions: [
    { change: "rename", pointer: "/do/0/a/iff", value: "if" },
    { change: "remove", pointer: "/do/0/a/iff", value: null },
  ],
};

it("mends by one press, and comes back by undo", () => {
  const editor = makeEditor(TEXT);
  const { shown } = editor.state.getState().draft;
  const [first, second] = fixesOf(PROBLEM, shown?.document ?? null);
  expect(first?.label).toMatch(/if/);
  expect(second?.label).not.toBe(first?.label);
  if (first !== undefined) fix(editor, first);
  expect(editor.state.getState().draft.text).toBe(TEXT.replace("iff", "if"));
  editor.undo();
  expect(editor.state.getState().draft.text).toBe(TEXT);
});

it("isn't there where a person has to think", () => {
  expect(fixesOf({ ...PROBLEM, code: "x", suggestions: [] }, null)).toEqual([]);
});
