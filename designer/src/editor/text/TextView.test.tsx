/**
 * The text of the open definition: typed, drawn elsewhere, chosen, faulty.
 *
 * Never: the library's own ways tried again; only what is ours.
 */
import { EditorView } from "@codemirror/view";
import { forEachDiagnostic } from "@codemirror/lint";
import { act, render } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { insertTask } from "../../model/editing/tasks";
import { expectAccessible } from "../../testing/accessible";
import { makeEditor } from "../store";
import { EditorContext } from "../useEditor";
import { keysAt } from "./completing";
import { TextView } from "./TextView";

const TEXT = `document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
do:
  - first: # stays
      set: { a: 1 }
  - second:
      set: { b: 2 }
`;

function opened(text = TEXT) {
  const editor = makeEditor(text);
  render(
    <EditorContext value={editor}>
      <main>
        <TextView readOnly={false} />
      </main>
    </EditorContext>,
  );
  const place = document.querySelector<HTMLElement>(".cm-editor");
  const view = place === null ? null : EditorView.findFromDOM(place);
  if (view === null) throw new Error("There is no view of the text.");
  const draft = () => editor.state.getState().draft;
  const chosen = () => editor.state.getState().history.selection;
  const wrong = () => {
    const found: string[] = [];
    forEachDiagnostic(view.state, ({ message, from, to }) => {
      found.push(`${view.state.sliceDoc(from, to)}: ${message}`);
    });
    return found;
  };
  return { editor, view, draft, chosen, wrong };
}

describe("the text", () => {
  it("is told to the definition when somebody types", () => {
    const { view, draft, chosen } = opened();
    const from = TEXT.indexOf("first");
    act(() => {
      const changes = { from, to: from + "first".length, insert: "begin" };
      view.dispatch({ changes, selection: { anchor: from + 5 } });
    });
    expect(draft().text).toContain("- begin: # stays");
    expect(chosen().tasks).toEqual(["/do/0/begin"]);
  });

  it("shows what is drawn, and goes back with the one history", () => {
    const { editor, view } = opened();
    act(() => {
      editor.draw((it) => insertTask(it, "/do", 2, ["third", { set: { c: 3 } }]), { at: 0 });
    });
    expect(view.state.doc.toString()).toContain("third:");
    act(() => editor.undo());
    expect(view.state.doc.toString()).toBe(TEXT);
  });

  it("keeps every character of lines that end otherwise", () => {
    const { view, draft } = opened(TEXT.replaceAll("\n", "\r\n"));
    act(() => view.dispatch({ changes: { from: 0, insert: "# new\r\n" } }));
    expect(draft().text).toBe(`# new\n${TEXT}`.replaceAll("\n", "\r\n"));
  });

  it("chooses the task that the cursor is in", () => {
    const { view, chosen } = opened();
    act(() => view.dispatch({ selection: { anchor: TEXT.indexOf("b: 2") } }));
    expect(chosen().tasks).toEqual(["/do/1/second"]);
  });

  it("marks the task that is chosen elsewhere", () => {
    const { editor } = opened();
    act(() => editor.choose(["/do/1/second"]));
    const marked = [...document.querySelectorAll(".cm-chosen")].map((line) => line.textContent);
    expect(marked).toEqual(["  - second:", "      set: { b: 2 }"]);
  });

  it("goes to a place of it although it can't be read", () => {
    const { editor, view } = opened(`${TEXT}  - [`);
    act(() => editor.choose([], { from: TEXT.length + 4, to: TEXT.length + 5 }));
    expect(view.state.selection.main.from).toBe(TEXT.length + 4);
  });

  it("can be used by everybody", async () => {
    opened();
    await expectAccessible();
  });
});

describe("what is wrong", () => {
  it("is marked where it can't be read, at once, and gone when it is mended", () => {
    const { editor, wrong } = opened();
    act(() => editor.type(`${TEXT}  - [`, undefined, { at: 0 }));
    expect(wrong()[0]).toMatch(/^\[: /);
    act(() => editor.type(TEXT, undefined, { at: 1 }));
    expect(wrong()).toEqual([]);
  });

  it("is marked at its place, once it is of this text", () => {
    const { editor, wrong } = opened();
    const problem = {
      ...{ code: "x", message: "Wrong.", remedy: "Mend it.", pointer: "/do/1/second/set" },
      ...{ line: 6, column: 7, severity: "error" as const },
    };
    act(() => editor.check({ text: "older", problems: [problem], data: new Map() }));
    expect(wrong()).toEqual([]);
    act(() => editor.check({ text: TEXT, problems: [problem], data: new Map() }));
    expect(wrong()).toEqual(["set: { b: 2 }: Wrong. Mend it."]);
  });
});

describe("what can be written", () => {
  it("at the beginning of a line is a part of the document", () => {
    expect(keysAt([], 0)).toContain("do");
  });

  it("in a task is what a task can do, but for what stands there", () => {
    const above = ["      if: .a", "  - first:", "do:"];
    const keys = keysAt(above, 6);
    expect(keys).toContain("set");
    expect(keys).not.toContain("if");
  });

  it("under a key is what belongs to it", () => {
    expect(keysAt(["      fork:", "  - first:", "do:"], 8)).toEqual(["branches", "compete"]);
  });
});
