/**
 * The picture and the list in which one draws, with the layout engine replaced.
 *
 * Never: an assertion on where something is drawn.
 */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { arrange } from "../../canvas/arrange";
import type { Layout } from "../../canvas/layout";
import { Look } from "../../look/Look";
import type { Graph } from "../../model/graphTypes";
import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { makeEditor } from "../store";
import { EditorContext } from "../useEditor";
import { Drawing } from "./Drawing";
import { mark } from "./marks";
import { StatesContext } from "./states";

vi.mock("../../canvas/arrange");

const TEXT = `document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
do:
  - first: # stays
      set: { a: 1 }
  - group:
      do:
        - inner: { set: { b: 2 } }
        - other: { wait: PT5S }
  - ways:
      switch:
        - yes: { when: .x, then: last }
        - no: { then: continue }
  - last: { set: { c: 3 } }
`;
const UUID = {
  ...{ name: "uuid", version: "1.0.0", call: "uuid:1.0.0@default", newest: true },
  ...{ title: "Make a unique id", summary: "One that is never used twice.", input: {} },
};

/** One below the other. */
function stacked(graph: Graph): Layout {
  const box = (index: number) => ({ x: 0, y: index * 100, width: 240, height: 58 });
  const points = (index: number) => [
    { x: 120, y: index * 100 },
    { x: 120, y: index * 100 + 40 },
  ];
  return {
    ...{ width: 240, height: graph.nodes.length * 100 },
    boxes: new Map(graph.nodes.map(({ id }, index) => [id, box(index)])),
    lines: graph.edges.map((edge, index) => ({ edge, points: points(index), label: undefined })),
  };
}

beforeEach(() => {
  mark([]);
  vi.mocked(arrange)
    .mockReset()
    .mockImplementation((graph) => Promise.resolve(stacked(graph)));
  stubApi({ "GET /api/v1/functions": { body: { items: [UUID], next: null } } });
});

function open(text = TEXT, options: { readonly readOnly?: boolean } = {}) {
  const editor = makeEditor(text, options);
  const states = new Map([["/do/0/first", { state: "completed" as const, visits: 1 }]]);
  const drawing = (tried: boolean) => (
    <Look direction="ltr">
      <QueryClientProvider client={new QueryClient()}>
        <EditorContext value={editor}>
          <StatesContext value={tried ? states : undefined}>
            <main>
              <Drawing />
            </main>
          </StatesContext>
        </EditorContext>
      </QueryClientProvider>
    </Look>
  );
  const { rerender } = render(drawing(false));
  const now = () => editor.state.getState();
  return {
    ...{ editor, user: userEvent.setup({ pointerEventsCheck: 0 }) },
    tried: () => rerender(drawing(true)),
    text: () => now().draft.text,
    chosen: () => now().history.selection.tasks,
  };
}

const box = (name: string) => screen.findByRole("button", { name: new RegExp(`^${name}, `) });
const here = () => document.activeElement?.getAttribute("data-task");

describe("the picture in which one draws", () => {
  it("puts in a task on a way, from the palette, and goes there", async () => {
    const { user, text, chosen } = open();
    await box("first");
    const between = screen.getByRole("button", { name: /between first and group/ });
    fireEvent.click(between);
    const field = await screen.findByRole("combobox");
    await user.type(field, "unique");
    expect(await screen.findByRole("option", { name: /Make a unique id/ })).toBeVisible();
    await user.keyboard("{Enter}");
    expect(text()).toContain("- uuid:\n      call: uuid:1.0.0@default");
    expect(text()).toContain("first: # stays");
    expect(chosen()).toEqual(["/do/1/uuid"]);
    await waitFor(() => expect(here()).toBe("/do/1/uuid"));
  });

  it("is used whole by keys: walk, add, move, double, rename, delete, undo", async () => {
    const { user, text, chosen } = open();
    (await box("first")).focus();
    await user.keyboard("{ArrowDown}");
    expect(chosen()).toEqual(["/do/1/group"]);
    await user.keyboard("{Control>}{ArrowUp}{/Control}");
    expect(chosen()).toEqual(["/do/0/group"]);
    await waitFor(() => expect(here()).toBe("/do/0/group"));
    await user.keyboard("{Control>}d{/Control}");
    expect(text()).toContain("group2:");
    await waitFor(() => expect(here()).toBe("/do/1/group2"));
    await user.keyboard("{F2}");
    const field = await screen.findByRole("textbox", { name: "Name of the task" });
    await user.clear(field);
    await user.type(field, "first{Enter}");
    expect(await screen.findByText(/has this name/)).toBeVisible();
    await user.clear(field);
    await user.type(field, "copy{Enter}");
    expect(text()).toContain("- copy:");
    await waitFor(() => expect(here()).toBe("/do/1/copy"));
    await user.keyboard("{Delete}");
    expect(text()).not.toContain("copy");
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(text()).toContain("- copy:");
  });

  it("chooses several and wraps them", async () => {
    const { user, chosen, text } = open();
    (await box("first")).focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(chosen()).toEqual(["/do/0/first", "/do/1/group"]);
    fireEvent.contextMenu(await box("first"));
    await user.click(await screen.findByRole("menuitem", { name: "Put in a loop" }));
    expect(text()).toContain("- forEach:");
    expect(chosen()).toEqual(["/do/0/forEach"]);
  });

  it("copies as text and pastes behind", async () => {
    const { text, chosen } = open();
    const first = await box("first");
    fireEvent.click(first);
    const held = new Map<string, string>();
    const clipboardData = {
      setData: (kind: string, what: string) => held.set(kind, what),
      getData: (kind: string) => held.get(kind) ?? "",
    };
    fireEvent.copy(first, { clipboardData });
    expect(held.get("text/plain")).toContain("first:");
    fireEvent.paste(first, { clipboardData });
    expect(chosen()).toEqual(["/do/1/first2"]);
    expect(text()).toContain("first2");
    held.set("text/plain", "no tasks");
    fireEvent.paste(first, { clipboardData });
    expect(await screen.findByText(/holds no tasks/)).toBeVisible();
  });

  it("moves by a list of places", async () => {
    const { user, text } = open();
    (await box("first")).focus();
    await user.keyboard("m");
    await user.type(await screen.findByRole("combobox", { name: "Move to …" }), "after inner");
    await user.keyboard("{Enter}");
    expect(text()).toMatch(/- inner:.*\n {8}- first: # stays/);
  });

  it("drags with the pointer onto another way", async () => {
    const { text } = open();
    const last = await box("last");
    fireEvent.pointerDown(last, { button: 0, clientX: 10, clientY: 10, pointerType: "mouse" });
    fireEvent.pointerMove(window, { clientX: 40, clientY: 10 });
    expect(await screen.findByTestId("open")).toBeInTheDocument();
    fireEvent.keyDown(window, { key: "Escape" });
    expect(screen.queryByTestId("open")).toBeNull();
    expect(text()).toBe(TEXT);
  });

  it("folds a block, keeps that, and unfolds for what is chosen elsewhere", async () => {
    const { user, editor } = open();
    await user.click(await screen.findByRole("button", { name: "Fold group" }));
    expect(await screen.findByText("2 tasks inside")).toBeVisible();
    expect(screen.queryByText("inner")).toBeNull();
    expect(localStorage.getItem("baton-folded:a/b")).toContain("/do/group");
    act(() => editor.choose(["/do/1/group/do/0/inner"]));
    expect(await box("inner")).toBeVisible();
  });

  it("adds a way to a switch", async () => {
    const { user, text } = open();
    fireEvent.click(await box("ways"));
    await user.click(screen.getByRole("button", { name: "Add a way" }));
    expect(text()).toContain("- way:");
  });

  it("tells problems at their boxes, marks and states", async () => {
    const { editor, tried } = open();
    await box("last");
    const problem = { code: "x", message: "Wrong.", remedy: "Mend it.", line: 1, column: 1 };
    act(() =>
      editor.check({
        text: TEXT,
        problems: [{ ...problem, pointer: "/do/3/last/set", severity: "error" }],
        data: new Map(),
      }),
    );
    await waitFor(async () => expect(await box("last")).toHaveAccessibleName(/1 problem$/));
    act(() => mark(["/do/0/first"]));
    expect(document.querySelectorAll("[data-marked]")).toHaveLength(1);
    tried();
    await waitFor(async () => expect(await box("first")).toHaveAccessibleName(/Completed/));
  });

  it("shows what was, and lets nothing be drawn, while the text can't be read", async () => {
    const { editor, user, text } = open();
    const first = await box("first");
    act(() => editor.type(`${TEXT}  - : [\n`, undefined, { at: 0 }));
    expect(await screen.findByText(/can't be read/)).toBeVisible();
    first.focus();
    await user.keyboard("{Delete}");
    expect(text()).toContain("first:");
  });

  it("begins an empty process with what is needed most", async () => {
    const { user, chosen } = open(
      `document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }\n`,
    );
    await user.click(await screen.findByRole("button", { name: /Ask for approval/ }));
    expect(chosen()).toEqual(["/do/0/ask"]);
  });

  it("is accessible", async () => {
    const { user } = open();
    fireEvent.click(await box("group"));
    await user.click(screen.getByRole("button", { name: "Palette" }));
    await expectAccessible();
  });

  it("opens a menu that is accessible", async () => {
    open();
    fireEvent.contextMenu(await box("group"));
    await screen.findByRole("menuitem", { name: "Rename" });
    // The menu stands in the page's body, as everywhere.
    await expectAccessible(screen.getByRole("menu"));
  });

  it("opens a palette that is accessible", async () => {
    open();
    fireEvent.keyDown(await box("group"), { key: "Insert" });
    await screen.findByRole("combobox");
    await expectAccessible(screen.getByRole("dialog"));
  });

  it("shows nothing to do to who may only read", async () => {
    open(TEXT, { readOnly: true });
    fireEvent.click(await box("group"));
    expect(screen.queryByRole("toolbar")).toBeNull();
    expect(screen.queryByRole("button", { name: /^Put in/ })).toBeNull();
  });
});

describe("the list in which one draws", () => {
  async function list() {
    const opened = open();
    await opened.user.click(screen.getByRole("radio", { name: "List" }));
    return opened;
  }
  const deed = async (user: ReturnType<typeof userEvent.setup>, task: string, name: string) => {
    await user.click(screen.getByRole("button", { name: `What to do with ${task}` }));
    await user.click(await screen.findByRole("menuitem", { name }));
  };

  it("has all deeds as a menu of each task", async () => {
    const { user, text } = await list();
    await deed(user, "group", "Put in a task inside");
    await user.type(await screen.findByRole("combobox"), "publish{Enter}");
    expect(text()).toMatch(/- other:.*\n {8}- publish:/);
    await deed(user, "first", "Move down");
    expect(text().indexOf("first:")).toBeGreaterThan(text().indexOf("group:"));
    await deed(user, "last", "Delete");
    expect(text()).not.toContain("- last");
    await deed(user, "first", "Rename");
    const field = await screen.findByRole("textbox", { name: "Name of the task" });
    await user.clear(field);
    await user.type(field, "begin{Enter}");
    expect(text()).toContain("- begin: # stays");
  });

  it("is accessible", async () => {
    await list();
    const region = screen.getByRole("region", { name: "Tasks of the process" });
    expect(within(region).getByRole("button", { name: "inner" })).toBeVisible();
    await expectAccessible();
  });
});
