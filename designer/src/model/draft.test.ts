/**
 * A definition that is typed and drawn at the same time.
 *
 * Never: a picture that goes away while something is mistyped.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { copiedTasks, tasksOfText } from "./clipboard";
import { draftOf, drawn, filledIn, isStale, typed } from "./draft";
import { insertTask, pasteTasks } from "./editing/tasks";
import { blocksOf } from "./graphBlocks";
import { isTask } from "./graphTypes";

const TEXT = "# a process\ndo:\n  - a: # first\n      set: { x: 1 }\n";

describe("a draft", () => {
  it("shows what the text says", () => {
    const draft = draftOf(TEXT);
    expect(draft.faults).toEqual([]);
    expect(isStale(draft)).toBe(false);
    expect(draft.shown?.document).toEqual({ do: [{ a: { set: { x: 1 } } }] });
    expect(draft.shown?.graph.nodes.filter(isTask).map(({ id }) => id)).toEqual(["/do/0/a"]);
  });

  it("keeps its picture while the text can't be read, and can't be drawn on", () => {
    const draft = draftOf(TEXT);
    const broken = typed(draft, `${TEXT}  - b: [`);
    expect(broken.shown).toBe(draft.shown);
    expect(isStale(broken)).toBe(true);
    expect(broken.faults).toMatchObject([{ code: "unclosed", line: 5, column: 8 }]);
    expect(filledIn(broken, "/do/0/a/set/x", 2)).toBeUndefined();
    const mended = typed(broken, TEXT);
    expect(mended).toEqual(draft);
    expect(mended.shown).toBe(draft.shown);
  });

  it("has no picture as long as nothing could be read", () => {
    const draft = draftOf("do: [");
    expect(draft.shown).toBeUndefined();
    expect(filledIn(draft, "/do", [])).toBeUndefined();
  });

  it("is typed by drawing", () => {
    const found = filledIn(draftOf(TEXT), "/do/0/a/set/x", "two");
    expect(found?.changes).toEqual([
      { from: TEXT.indexOf("1 }"), to: TEXT.indexOf("1 }") + 1, insert: "two" },
    ]);
    expect(found?.draft.text).toBe(TEXT.replace("1 }", "two }"));
    expect(found?.focus).toEqual(["/do/0/a/set/x"]);
    expect(filledIn(draftOf(TEXT), "/do/0/a/set", undefined)?.draft.text).toBe(
      "# a process\ndo:\n  - a: {} # first\n",
    );
  });

  it("begins with nothing", () => {
    const found = drawn(draftOf("# mine\n"), (document) =>
      insertTask(document, "/do", 0, ["a", { set: {} }]),
    );
    expect(found?.draft.text).toBe("# mine\ndo:\n  - a:\n      set: {}\n");
  });
});

describe("tasks on the clipboard", () => {
  it("go to another document with their comments", () => {
    const { shown } = draftOf(TEXT);
    const text = copiedTasks(shown?.document ?? null, ["/do/0/a"]);
    expect(text).toBe("- a: # first\n    set: { x: 1 }\n");
    const tasks = tasksOfText(text) ?? [];
    const there = draftOf("do:\n    -   a: {}\n");
    const found = drawn(there, (document) => pasteTasks(document, "/do", 0, tasks));
    expect(found?.draft.text).toBe(
      "do:\n    - a2: # first\n        set: { x: 1 }\n    -   a: {}\n",
    );
    expect(found?.focus).toEqual(["/do/0/a2"]);
  });

  it("go from JSON to YAML and back", () => {
    const json = JSON.stringify({ do: [{ a: { set: { x: [1] } } }] }, null, 2);
    const text = copiedTasks(draftOf(json).shown?.document ?? null, ["/do/0/a"]);
    const tasks = tasksOfText(text) ?? [];
    const found = drawn(draftOf(json), (document) => pasteTasks(document, "/do", 1, tasks));
    expect(JSON.parse(found?.draft.text ?? "")).toEqual({
      do: [{ a: { set: { x: [1] } } }, { a2: { set: { x: [1] } } }],
    });
  });

  it.each(["", "hello", "a: 1", "- 1", "- a: 1\n", "a: [", "[]", "- { a: {}, b: {} }"])(
    "%j holds none",
    (text) => {
      expect(tasksOfText(text)).toBeUndefined();
    },
  );

  it("may be one task, or a whole document's", () => {
    expect(tasksOfText("a: { set: {} }")).toEqual([{ a: { set: {} } }]);
    expect(tasksOfText(TEXT)).toEqual([{ a: { set: { x: 1 } } }]);
  });
});

describe("the lists of a document", () => {
  it("are those that tasks stand in or can be put into", () => {
    const text = `do:
  - a: { do: [] }
  - b: { for: { in: . }, do: [{ c: { fork: { branches: [{ d: { wait: PT1S } }] } } }] }
  - e: { try: [{ f: { set: {} } }], catch: {} }
  - g: { listen: { to: { any: [] } }, foreach: {} }
  - h: { call: asyncapi, with: { subscription: { foreach: { do: [] } } } }
  - i: { listen: { to: { any: [] } } }
`;
    const blocks = blocksOf(draftOf(text).shown?.document ?? null);
    expect(
      blocks.map(({ pointer, role, items }) => [pointer, role, items.map(({ name }) => name)]),
    ).toEqual([
      ["/do", "document", ["a", "b", "e", "g", "h", "i"]],
      ["/do/0/a/do", "do", []],
      ["/do/1/b/do", "for", ["c"]],
      ["/do/1/b/do/0/c/fork/branches", "fork", ["d"]],
      ["/do/2/e/try", "try", ["f"]],
      ["/do/2/e/catch/do", "catch", []],
      ["/do/3/g/foreach/do", "foreach", []],
      ["/do/4/h/with/subscription/foreach/do", "foreach", []],
    ]);
  });
});
