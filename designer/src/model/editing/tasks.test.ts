/**
 * What becomes of a definition's text when tasks are edited in its picture.
 *
 * Never: an edit that leaves a document which says something else than meant.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { draftOf, drawn } from "../draft";
import type { Json } from "../json";
import {
  addBranch,
  addCase,
  addCatch,
  moveCase,
  removeBranch,
  removeCase,
  removeCatch,
  renameCase,
  setCompete,
} from "./branches";
import { type Edited, freshName } from "./items";
import {
  duplicateTasks,
  insertTask,
  moveTasks,
  removeTasks,
  renameTask,
  unwrapTask,
  wrapTasks,
} from "./tasks";

const TEXT = `do:
  # asks
  - ask:
      switch:
        - small: { when: .amount < 50, then: pay } # at once
        - rest: { then: check }
  - check:
      try:
        - look: { set: { a: 1 } }
      catch: { then: pay }
      then: pay
  - pay: # money
      fork:
        branches:
          - one: { wait: PT1S }
          - two: { wait: PT2S }
`;
const set: Json = { set: { a: 1 } };

function after(edit: (document: Json) => Edited | undefined, text = TEXT) {
  const found = drawn(draftOf(text), edit);
  return found && { text: found.draft.text, focus: found.focus };
}

describe("a task", () => {
  it("is put into a list, by a fresh name", () => {
    expect(after((document) => insertTask(document, "/do", 1, ["ask", set]))).toEqual({
      text: TEXT.replace("  - check:", "  - ask2:\n      set:\n        a: 1\n  - check:"),
      focus: ["/do/1/ask2"],
    });
  });

  it("is put into a list that isn't there yet", () => {
    const list = "/do/1/check/catch/do";
    const found = after((document) => insertTask(document, list, 0, ["n", { wait: "PT1S" }]));
    expect(found).toEqual({
      text: TEXT.replace(
        "{ then: pay }\n      then",
        "{ then: pay, do: [{ n: { wait: PT1S } }] }\n      then",
      ),
      focus: ["/do/1/check/catch/do/0/n"],
    });
  });

  it("is renamed, and what leads to it follows", () => {
    expect(after((document) => renameTask(document, "/do/2/pay", "pay it"))).toEqual({
      text: TEXT.replaceAll("then: pay", "then: pay it").replace("- pay:", "- pay it:"),
      focus: ["/do/2/pay it"],
    });
  });

  it("isn't renamed to a name that is taken, or to none", () => {
    expect(after((document) => renameTask(document, "/do/2/pay", "ask"))).toBeUndefined();
    expect(after((document) => renameTask(document, "/do/2/pay", ""))).toBeUndefined();
    expect(after((document) => renameTask(document, "/do/7/pay", "x"))).toBeUndefined();
  });

  it("is taken out", () => {
    expect(after((document) => removeTasks(document, ["/do/0/ask"]))).toEqual({
      text: TEXT.replace(/ {2}# asks[^]*(?= {2}- check)/, ""),
      focus: ["/do/0/check"],
    });
    const all = ["/do/0/ask", "/do/1/check", "/do/1/check/try/0/look", "/do/2/pay"];
    expect(after((document) => removeTasks(document, all))).toEqual({
      text: "do: []\n",
      focus: [],
    });
  });

  it("moves into a block, with its comments, by a fresh name where it must", () => {
    const text = TEXT.replace("look", "ask");
    const found = after(
      (document) => moveTasks(document, ["/do/0/ask"], "/do/1/check/try", 1),
      text,
    );
    expect(found).toEqual({
      text: `do:
  - check:
      try:
        - ask: { set: { a: 1 } }
        # asks
        - ask2:
            switch:
              - small: { when: .amount < 50, then: pay } # at once
              - rest: { then: check }
      catch: { then: pay }
      then: pay
${text.slice(text.indexOf("  - pay"))}`,
      focus: ["/do/0/check/try/1/ask2"],
    });
  });

  it("moves down its own list", () => {
    const found = after((document) => moveTasks(document, ["/do/0/ask", "/do/1/check"], "/do", 3));
    const [pay, rest] = [TEXT.indexOf("  - pay"), TEXT.indexOf("  # asks")];
    expect(found).toEqual({
      text: `do:\n${TEXT.slice(pay)}${TEXT.slice(rest, pay)}`,
      focus: ["/do/1/ask", "/do/2/check"],
    });
  });

  it("doesn't move into itself", () => {
    expect(
      after((document) => moveTasks(document, ["/do/1/check"], "/do/1/check/try", 0)),
    ).toBeUndefined();
  });

  it("is doubled, and leads on within its double", () => {
    const text = "do:\n  - a: # c\n      set: {}\n      then: b\n  - b: { set: {}, then: a }\n";
    expect(after((document) => duplicateTasks(document, ["/do/0/a", "/do/1/b"]), text)).toEqual({
      text: `${text}  - a2: # c\n      set: {}\n      then: b2\n  - b2: { set: {}, then: a2 }\n`,
      focus: ["/do/2/a2", "/do/3/b2"],
    });
  });
});

describe("a block", () => {
  it.each(["do", "for", "try", "fork"] as const)(
    "of %s is put around tasks and taken away",
    (kind) => {
      const draft = draftOf(TEXT);
      const wrapped = drawn(draft, (document) =>
        wrapTasks(document, ["/do/1/check", "/do/0/ask"], kind, "all"),
      );
      expect(wrapped?.focus).toEqual(["/do/0/all"]);
      expect(wrapped?.draft.text).toContain("# asks");
      expect(wrapped?.draft.text).toContain("# at once");
      const list = { do: "do", for: "do", try: "try", fork: "fork/branches" }[kind];
      expect(wrapped?.draft.shown?.graph.nodes.map(({ id }) => id)).toContain(
        `/do/0/all/${list}/1/check`,
      );
      const unwrapped =
        wrapped && drawn(wrapped.draft, (document) => unwrapTask(document, "/do/0/all"));
      expect(unwrapped?.draft.text).toBe(TEXT);
      expect(unwrapped?.focus).toEqual(["/do/0/ask", "/do/1/check"]);
    },
  );

  it("isn't put around tasks of two lists", () => {
    const pointers = ["/do/0/ask", "/do/1/check/try/0/look"];
    expect(after((document) => wrapTasks(document, pointers, "do", "x"))).toBeUndefined();
  });

  it("without tasks isn't taken away", () => {
    expect(after((document) => unwrapTask(document, "/do/0/ask"))).toBeUndefined();
  });
});

describe("a case of a switch", () => {
  it("comes before the one that takes the rest", () => {
    expect(
      after((document) => addCase(document, "/do/0/ask", "small", { when: ".big", then: "end" })),
    ).toEqual({
      text: TEXT.replace(
        "        - rest",
        "        - small2:\n            when: .big\n            then: end\n        - rest",
      ),
      focus: ["/do/0/ask/switch/1/small2"],
    });
  });

  it("is renamed, moved and taken away", () => {
    const small = "/do/0/ask/switch/0/small";
    expect(after((document) => renameCase(document, small, "tiny"))?.text).toBe(
      TEXT.replace("- small", "- tiny"),
    );
    const moved = after((document) => moveCase(document, small, 2));
    expect(moved?.focus).toEqual(["/do/0/ask/switch/1/small"]);
    expect(moved?.text).toContain(
      "then: check }\n        - small: { when: .amount < 50, then: pay } # at once\n",
    );
    expect(after((document) => removeCase(document, small))?.text).toBe(
      TEXT.replace(/ *- small.*\n/, ""),
    );
  });
});

describe("a fork", () => {
  it("gets a branch and loses one", () => {
    const more = after((document) => addBranch(document, "/do/2/pay", ["one", { wait: "PT3S" }]));
    expect(more).toEqual({
      text: `${TEXT}          - one2:\n              wait: PT3S\n`,
      focus: ["/do/2/pay/fork/branches/2/one2"],
    });
    const less = after((document) => removeBranch(document, "/do/2/pay/fork/branches/0/one"));
    expect(less?.text).toBe(TEXT.replace(/ *- one.*\n/, ""));
  });

  it("races, or doesn't", () => {
    const racing = after((document) => ({
      document: setCompete(document, "/do/2/pay", true),
      focus: [],
    }));
    expect(racing?.text).toBe(`${TEXT}        compete: true\n`);
    const not = after((document) => ({
      document: setCompete(document, "/do/2/pay", false),
      focus: [],
    }));
    expect(not?.text).toBe(TEXT);
  });
});

describe("a catch", () => {
  it("comes to what is there and goes", () => {
    const more = after((document) =>
      addCatch(document, "/do/1/check", { as: "error", then: "end" }),
    );
    expect(more?.text).toBe(
      TEXT.replace("catch: { then: pay }", "catch: { as: error, then: pay }"),
    );
    const less = after((document) => removeCatch(document, "/do/1/check"));
    expect(less?.text).toBe(TEXT.replace("      catch: { then: pay }\n", ""));
  });
});

it("a fresh name counts on", () => {
  expect(freshName(new Set(["a"]), "b")).toBe("b");
  expect(freshName(new Set(["a", "a2"]), "a")).toBe("a3");
  expect(freshName(new Set(["a9"]), "a9")).toBe("a10");
});
