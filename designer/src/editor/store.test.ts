/**
 * One store for all views of an open definition.
 *
 * Never: a change that one view shows and another doesn't.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { insertTask, removeTasks } from "../model/editing/tasks";
import { problemsAt } from "./problems";
import { makeEditor } from "./store";

const TEXT = `document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
do:
  - first: # stays
      set: { a: 1 }
`;
const task = ["second", { set: { b: 2 } }] as const;

function tasksOf(editor: ReturnType<typeof makeEditor>) {
  return editor.state.getState().draft.shown?.graph.nodes.map((node) => node.id) ?? [];
}

describe("an open definition", () => {
  it("shows in its picture what was typed", () => {
    const editor = makeEditor(TEXT);
    editor.type(TEXT.replace("first", "begin"), undefined, { at: 0 });
    expect(tasksOf(editor)).toContain("/do/0/begin");
  });

  it("shows in its text what was drawn, and chooses it", () => {
    const editor = makeEditor(TEXT);
    const focus = editor.draw((document) => insertTask(document, "/do", 1, task), { at: 0 });
    const { draft, history } = editor.state.getState();
    expect(draft.text).toContain("first: # stays");
    expect(draft.text).toContain("second:");
    expect(focus).toEqual(["/do/1/second"]);
    expect(history.selection.tasks).toEqual(focus);
  });

  it("is undone and done again over both views", () => {
    const editor = makeEditor(TEXT);
    editor.draw((document) => insertTask(document, "/do", 1, task), { at: 0 });
    editor.type(`${editor.state.getState().draft.text}# end\n`, undefined, { at: 5_000 });
    editor.undo();
    editor.undo();
    expect(editor.state.getState().draft.text).toBe(TEXT);
    editor.redo();
    editor.redo();
    expect(editor.state.getState().draft.text).toMatch(/# end\n$/);
    expect(tasksOf(editor)).toContain("/do/1/second");
  });

  it("keeps the last picture of a text that can't be read, and refuses to draw on it", () => {
    const editor = makeEditor(TEXT);
    editor.type(`${TEXT}  - : [\n`, undefined, { at: 0 });
    expect(tasksOf(editor)).toContain("/do/0/first");
    expect(editor.state.getState().draft.faults).not.toEqual([]);
    expect(editor.draw((it) => removeTasks(it, ["/do/0/first"]), { at: 1 })).toBeUndefined();
  });

  it("fills in a field and leaves what is chosen", () => {
    const editor = makeEditor(TEXT);
    editor.choose(["/do/0/first"]);
    expect(editor.fill("/do/0/first/set/a", 2, { at: 0, burst: "a" })).toBe(true);
    const { draft, history } = editor.state.getState();
    expect(draft.text).toContain("a: 2");
    expect(history.selection.tasks).toEqual(["/do/0/first"]);
  });

  it("changes nothing for who may only read", () => {
    const editor = makeEditor(TEXT, { readOnly: true });
    editor.type("", undefined, { at: 0 });
    expect(editor.fill("/do/0/first/set/a", 2, { at: 0 })).toBe(false);
    expect(editor.state.getState().draft.text).toBe(TEXT);
  });
});

it("problems of a task are those within it too, and of no namesake", () => {
  const at = (pointer: string) => ({
    ...{ code: "x", message: "", remedy: "", line: 1, column: 1, severity: "error" as const },
    pointer,
  });
  const all = ["/do/0/a", "/do/0/a/set", "/do/0/ab", ""].map(at);
  expect(problemsAt(all, "/do/0/a").map((one) => one.pointer)).toEqual(["/do/0/a", "/do/0/a/set"]);
});
