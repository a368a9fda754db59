/**
 * Each quick fix, pressed: what the text says then. What the check proposes stands in a file that
 * the server's own tests read: it proposes that, and is content with what comes of it.
 *
 * Never: a fix that the check would not be content with.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { draftOf, drawn } from "./draft";
import { type Fix, fixesFor, type Mendable, type Suggestion } from "./fixes";
import cases from "./fixes.json";

const HEAD = "document: { dsl: '1.0.3', namespace: demo, name: x, version: 1.0.0 }\n";

function fixesIn(text: string, problem: Partial<Mendable>): readonly Fix[] {
  const document = draftOf(text).shown?.document ?? null;
  return fixesFor({ code: "", pointer: "", ...problem }, document);
}

/** What each fix is, and the text behind it. */
function pressed(text: string, problem: Partial<Mendable>): Record<string, string | undefined> {
  const draft = draftOf(text);
  return Object.fromEntries(
    fixesIn(text, problem).map(({ key, params, edit }) => [
      [key, ...Object.values(params)].join(" "),
      drawn(draft, edit)?.draft.text,
    ]),
  );
}

it.each(cases)("mends $name", ({ text, code, pointer, suggestions, fixes }) => {
  const problem = { code, pointer, suggestions: suggestions as readonly Suggestion[] };
  expect(pressed(text, problem)).toEqual(fixes);
});

describe("what the check proposes", () => {
  const text = "x: 1\ny: 2\n";
  const one = (change: Suggestion["change"], pointer: string, value: Suggestion["value"]) =>
    fixesIn(text, { suggestions: [{ change, pointer, value }] });

  it.each<[Suggestion["change"], string, Suggestion["value"]]>([
    ["write", "/gone", 1],
    ["write", "/x", 1],
    ["rename", "/x", "y"],
    ["rename", "/gone", "z"],
    ["add", "/y", 5],
    ["remove", "/gone", null],
    ["list", "/x", null],
  ])("is no fix where it would change nothing, or another thing: %s %s", (...change) => {
    expect(one(...change)).toEqual([]);
  });
});

describe("a task", () => {
  it("in one item with another gets an item of its own", () => {
    const text = "do:\n  - a: { wait: PT1S }\n    b: { wait: PT2S }\n  - c: { wait: PT3S }\n";
    expect(pressed(text, { code: "task-item", pointer: "/do/0" })).toEqual({
      split: "do:\n  - a: { wait: PT1S }\n  - b: { wait: PT2S }\n  - c: { wait: PT3S }\n",
    });
  });

  it("whose content stands beside its name gets it under its name", () => {
    const text = "do:\n  - a:\n    wait: PT1S\n";
    expect(pressed(text, { code: "task-item", pointer: "/do/0" })).toEqual({
      "nest a": "do:\n  - a:\n      wait: PT1S\n",
    });
  });

  it.each([
    ["duplicate-task", "do:\n  - a: { wait: PT1S }\n  - a: { wait: PT1S }\n", "/do/1/a", "a2"],
    ["directive-name", "do:\n  - end: { wait: PT1S }\n", "/do/0/end", "endTask"],
    ["task-name", "do:\n  - '': { wait: PT1S }\n", "/do/0", "task"],
  ])("with %s gets another name", (code, text, pointer, name) => {
    const after = pressed(text, { code, pointer });
    expect(Object.keys(after)).toEqual([`renameTask ${name}`]);
    expect(Object.values(after)[0]).toContain(name);
  });

  it("that nobody comes to is reached by the one above, or goes", () => {
    const text = "do:\n  - a:\n      wait: PT1S\n      then: end\n  - b:\n      wait: PT1S\n";
    expect(pressed(text, { code: "unreachable-task", pointer: "/do/1/b" })).toEqual({
      "letPass a": text.replace("      then: end\n", ""),
      "removeTask b": text.replace("  - b:\n      wait: PT1S\n", ""),
    });
  });

  it("that is a switch keeps one case without a condition", () => {
    const text =
      "do:\n  - a:\n      switch:\n        - x: { then: end }\n        - y: { then: exit }\n";
    expect(pressed(text, { code: "switch-default", pointer: "/do/0/a/switch" })).toEqual({
      "keepDefault x": text.replace("        - y: { then: exit }\n", ""),
    });
  });
});

it("what the process can do without goes", () => {
  const text = `${HEAD}evaluate:\n  language: js\n  mode: strict\ndo: []\n`;
  const problem = { code: "unsupported-attribute", pointer: "/evaluate/language" };
  expect(pressed(text, problem)).toEqual({
    "remove language": text.replace("  language: js\n", ""),
  });
  const wait = { ...problem, pointer: "/do/0/a/wait" };
  expect(fixesIn("do:\n  - a: { wait: P1M }\n", wait)).toEqual([]);
});

it("what needs a person's thought has no fix", () => {
  expect(fixesIn(HEAD, { code: "endless-loop", pointer: "/do/0/a" })).toEqual([]);
});
