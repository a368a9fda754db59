/**
 * The editor's page: what it opens, how it saves, what is wrong, who else has saved.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

// Loaded on demand in the application; here it would only be waited for.
import "../../editor/text/TextView";
import "./Edit";

import { expectAccessible } from "../../testing/accessible";
import { ADA, HELLO, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { stubSockets } from "../../testing/socket";

vi.mock("../../canvas/Picture", () => ({
  Picture: ({ document, selected }: { document: object; selected?: string }) => (
    <p>{`Drawn: ${JSON.stringify(document)} chosen: ${selected ?? ""}`}</p>
  ),
}));

// What edits the picture and fills in has tests of its own.
vi.mock("../../editor/slots", async () => ({
  Drawing: (await import("../../testing/plainDrawing")).PlainDrawing,
  Panel: () => null,
  Trying: () => null,
  Publishing: () => null,
}));
vi.mock("../../editor/fetching", () => ({ fetchParts: () => undefined }));

const SKETCH = "/api/v1/sketches/demo/hello";
const PUT = `PUT ${SKETCH}`;
const TEXT = `document: { dsl: 1.0.3, namespace: demo, name: hello, version: 1.0.0, title: Greet }
do:
  - first:
      set: { a: 1 }
  - second:
      set: { b: 2 }
`;
const sketch = (text: string, revision = 4, savedByName = "Bob") => ({
  ...{ namespace: "demo", name: "hello", title: "Greet", text, revision, savedByName },
  ...{ basedOn: "1.0.0", savedAt: "2026-01-01T10:00:00Z" },
});
const CHECK = "POST /api/v1/definitions/check";
const NO_PROBLEMS = { body: { problems: [], data: {}, schemas: [] } };
const WRITER = { ...ADA, permissions: [...ADA.permissions, "definitions:write"] };
const MISSING = { status: 404, body: { detail: "There is none.", remedy: "" } };

function seen(more: Replies = {}): Replies {
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: WRITER },
    [`GET ${SKETCH}`]: { body: sketch(TEXT) },
    // What isn't saved yet is saved when the page is left, at the end of a test too.
    [PUT]: { body: sketch("x", 5, "Ada") },
    [CHECK]: NO_PROBLEMS,
    ...more,
  };
}

const text = async () => {
  const field = await screen.findByRole("textbox", { name: "Text" });
  const view = EditorView.findFromDOM(field);
  if (view === null) throw new Error("There is no view of the text.");
  return view;
};

async function change(from: string, to: string) {
  const view = await text();
  const at = view.state.doc.toString().indexOf(from);
  act(() => view.dispatch({ changes: { from: at, to: at + from.length, insert: to } }));
}

describe("the editor", () => {
  it("opens the sketch in both views, and can be used by everybody", async () => {
    stubApi(seen());
    openPage("/processes/demo/hello/edit?view=both");
    expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
    expect((await text()).state.doc.toString()).toBe(TEXT);
    expect(screen.getByRole("heading", { name: "Greet" })).toBeVisible();
    expect(screen.getByText(/^Saved \d/)).toBeVisible();
    await expectAccessible(screen.getByRole("main"));
  });

  it("begins with the newest version where nobody has drawn yet", async () => {
    const version = { version: "1.0.0", state: "published" };
    const source = TEXT;
    stubApi(
      seen({
        [`GET ${SKETCH}`]: MISSING,
        "GET /api/v1/processes/demo/hello": { body: { ...HELLO, versions: [version] } },
        "GET /api/v1/definitions/demo/hello/1.0.0": { body: { document: {}, source } },
      }),
    );
    openPage("/processes/demo/hello/edit?view=both");
    expect((await text()).state.doc.toString()).toBe(TEXT);
    expect(screen.getByText("No changes")).toBeVisible();
  });

  it("shows in the picture what is typed, saves by Ctrl S, and undoes over both", async () => {
    const { asked } = stubApi(seen({ [PUT]: { body: sketch("x", 5, "Ada") } }));
    openPage("/processes/demo/hello/edit?view=both");
    await change("first", "begin");
    expect(await screen.findByText(/Drawn: .*"begin"/)).toBeVisible();
    expect(screen.getByText("Not saved yet")).toBeVisible();
    fireEvent.keyDown(document.body, { key: "s", ctrlKey: true });
    await waitFor(() => expect(screen.getByText(/^Saved \d/)).toBeVisible());
    const saved = asked.find(({ method }) => method === "PUT");
    expect(saved?.headers.get("If-Match")).toBe('"4"');
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
  });

  it("says why it isn't saved, and what to do", async () => {
    const problem = { status: 422, body: { detail: "Too long.", remedy: "Shorten it." } };
    stubApi(seen({ [PUT]: problem }));
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    await change("first", "begin");
    fireEvent.keyDown(document.body, { key: "s", ctrlKey: true });
    expect(await screen.findByText("Too long.")).toBeVisible();
    expect(screen.getByText("Shorten it.")).toBeVisible();
    expect(screen.getAllByText("Not saved")[0]).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save now" }));
  });

  it("is for who may write", async () => {
    const version = { version: "1.0.0", state: "published", savedByName: "Bob" };
    const process = {
      ...HELLO,
      version: "1.0.0",
      versions: [{ ...version, publishedByName: "Bob" }],
    };
    const { asked } = stubApi({
      ...seen(),
      "GET /api/v1/me": { body: ADA },
      "GET /api/v1/processes/demo/hello": { body: process },
      "GET /api/v1/definitions/demo/hello/1.0.0": { body: { document: {}, source: TEXT } },
    });
    const { user } = openPage("/processes/demo/hello/edit");
    expect(await screen.findByText(/but not change it. Ask Bob/)).toBeVisible();
    expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
    await expectAccessible(screen.getByRole("main"));
    await user.click(screen.getByRole("radio", { name: "Text" }));
    expect((await text()).state.readOnly).toBe(true);
    for (const name of ["Publish", "Try it", "Undo"])
      expect(screen.queryByRole("button", { name: new RegExp(`^${name}`) })).toBeNull();
    expect(asked.filter(({ path }) => path.includes("sketches"))).toEqual([]);
  });
});

describe("problems", () => {
  const problem = {
    ...{ code: "x", message: "Wrong here.", remedy: "Mend it.", pointer: "/do/1/second/set" },
    ...{ line: 6, column: 7, severity: "error" },
  };

  it("lead to the box and to the line", async () => {
    stubApi(seen({ [CHECK]: { body: { problems: [problem], data: {}, schemas: [] } } }));
    const { user } = openPage("/processes/demo/hello/edit?view=picture");
    await user.click(await screen.findByRole("button", { name: "1 problem" }));
    const list = within(await screen.findByRole("list", { name: "Problems" }));
    expect(list.getByText("Mend it.")).toBeVisible();
    await expectAccessible(screen.getByRole("region", { name: "Problems" }));
    await user.click(list.getByRole("button", { name: /Wrong here/ }));
    expect(await screen.findByText(/chosen: \/do\/1\/second/)).toBeVisible();
    await user.click(list.getByRole("button", { name: "Line 6" }));
    const view = await text();
    expect(view.state.doc.lineAt(view.state.selection.main.from).number).toBe(6);
    await waitFor(() => expect(view.hasFocus).toBe(true));
  });

  it("that keep the text from being read leave the last picture, with the way there", async () => {
    stubApi(seen());
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    await change("  - second:", "  - [second:");
    expect(await screen.findByText(/can't be read\.$/)).toBeVisible();
    expect(screen.getByText(/Drawn: .*"second"/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /^Go to line/ }));
    const view = await text();
    expect(view.state.doc.lineAt(view.state.selection.main.from).number).toBeGreaterThan(4);
  });

  it("say that the text names another process", async () => {
    stubApi(seen({ [`GET ${SKETCH}`]: { body: sketch(TEXT.replace("name: hello", "name: x")) } }));
    const { user } = openPage("/processes/demo/hello/edit?view=picture");
    await user.click(await screen.findByRole("button", { name: "1 problem" }));
    expect(screen.getByRole("button", { name: /names another process/ })).toBeVisible();
  });
});

it("finds in the text, and chooses the task in the picture", async () => {
  stubApi(seen());
  const { user } = openPage("/processes/demo/hello/edit?view=picture");
  await screen.findByText(/Drawn: /);
  fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
  await user.type(screen.getByRole("textbox", { name: "Find in the definition" }), "SET");
  expect(await screen.findByText(/1 of 2 in 2 tasks/)).toBeVisible();
  expect(screen.getByText(/chosen: \/do\/0\/first/)).toBeVisible();
  await user.keyboard("{Enter}");
  expect(await screen.findByText(/chosen: \/do\/1\/second/)).toBeVisible();
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("textbox", { name: "Find in the definition" })).toBeNull();
});

describe("two who write", () => {
  const theirs = sketch(TEXT.replace("second", "theirs"), 7);
  const moved = { status: 409, body: { detail: "Moved.", newest: theirs } };

  async function meet(replies: Replies = {}) {
    const api = stubApi(seen({ [PUT]: moved, ...replies }));
    const page = openPage("/processes/demo/hello/edit?view=both");
    await change("first", "mine");
    fireEvent.keyDown(document.body, { key: "s", ctrlKey: true });
    const dialog = await screen.findByRole("dialog", { name: /Bob.* has saved another text/ });
    return { ...api, ...page, dialog: within(dialog) };
  }

  it("see both sides; mine goes over theirs", async () => {
    const { dialog, asked, replies, user } = await meet();
    const sides = within(dialog.getByRole("region", { name: "How both differ" }));
    expect(sides.getByText("- theirs:")).toBeInTheDocument();
    expect(sides.getByText("- mine:")).toBeInTheDocument();
    replies[PUT] = { body: sketch("x", 8, "Ada") };
    await user.click(dialog.getByRole("button", { name: "Keep mine" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.at(-1)?.headers.get("If-Match") ?? "").toMatch(/"7"|^$/);
  });

  it("take what the other has", async () => {
    const { dialog, user } = await meet();
    await user.click(dialog.getByRole("button", { name: "Take theirs" }));
    expect(await screen.findByText(/Drawn: .*"theirs"/)).toBeVisible();
    expect(screen.getByText(/^Saved \d/)).toBeVisible();
  });

  it("put both together by hand, and nothing is saved until it is done", async () => {
    const { dialog, asked, replies, user } = await meet();
    await user.click(dialog.getByRole("button", { name: "Put together by hand" }));
    const merging = within(await screen.findByRole("region", { name: "Put both together" }));
    await change("second", "theirs");
    const puts = () => asked.filter(({ method }) => method === "PUT");
    expect(puts()).toHaveLength(1);
    replies[PUT] = { body: sketch("x", 8, "Ada") };
    await user.click(merging.getByRole("button", { name: "Done, save it" }));
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()[1]?.headers.get("If-Match")).toBe('"7"');
  });
});

it("hears who else is here, and shows what they save", async () => {
  const sockets = stubSockets();
  const { replies } = stubApi(seen());
  openPage("/processes/demo/hello/edit?view=both");
  await text();
  const told = { type: "sketch", process: "demo/hello", savedByName: "Bob", yours: false };
  const state = { ...told, others: ["Bob"], twice: false };
  sockets[0]?.open();
  sockets[0]?.say({ ...state, revision: 4 });
  expect(await screen.findByText("Also here: Bob")).toBeVisible();
  replies[`GET ${SKETCH}`] = { body: sketch(TEXT.replace("second", "theirs"), 7) };
  sockets[0]?.say({ ...state, revision: 7 });
  expect(await screen.findByText(/Drawn: .*"theirs"/)).toBeVisible();
  expect(await screen.findByText(/^Bob saved at/)).toBeVisible();
  fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
  expect(await screen.findByText(/Drawn: .*"second"/)).toBeVisible();
});

describe("what was not saved", () => {
  const keep = (kept: object) =>
    localStorage.setItem("baton-unsaved p1 demo/hello t1", JSON.stringify(kept));

  it("is offered when the page is opened again, and gone on with", async () => {
    keep({ text: TEXT.replace("first", "kept"), base: 4, basedOn: "1.0.0", at: 1_700_000_000_000 });
    const { asked } = stubApi(seen({ [PUT]: { body: sketch("x", 5, "Ada") } }));
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    expect(await screen.findByText("You have changes that were not saved")).toBeVisible();
    await expectAccessible(screen.getByRole("main"));
    await user.click(screen.getByRole("button", { name: "Go on with them" }));
    expect(await screen.findByText(/Drawn: .*"kept"/)).toBeVisible();
    fireEvent.keyDown(document.body, { key: "s", ctrlKey: true });
    await waitFor(() => expect(asked.at(-1)?.method).toBe("PUT"));
    expect(asked.findLast(({ method }) => method === "PUT")?.body).toContain("kept");
  });

  it("is put together with what others have saved since", async () => {
    const mine = TEXT.replace("a: 1", "a: 7");
    keep({ text: mine, base: 3, baseText: TEXT, basedOn: null, at: 1_700_000_000_000 });
    const theirs = sketch(TEXT.replace("b: 2", "b: 9"), 4);
    const moved = { status: 409, body: { detail: "Moved.", newest: theirs } };
    const { asked, replies } = stubApi(seen({ [`GET ${SKETCH}`]: { body: theirs }, [PUT]: moved }));
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    await user.click(await screen.findByRole("button", { name: "Go on with them" }));
    await text();
    fireEvent.keyDown(document.body, { key: "s", ctrlKey: true });
    const both = await screen.findByRole("button", { name: "Take both" });
    expect(asked.findLast(({ method }) => method === "PUT")?.headers.get("If-Match")).toBe('"3"');
    replies[PUT] = { body: sketch("x", 5, "Ada") };
    await user.click(both);
    expect((await text()).state.doc.toString()).toBe(theirs.text.replace("a: 1", "a: 7"));
  });

  it("is asked about one after the other, and no more once it is saved", async () => {
    const at = 1_700_000_000_000;
    const other = (room: string, kept: object) =>
      localStorage.setItem(`baton-unsaved p1 demo/hello ${room}`, JSON.stringify(kept));
    other("t1", { text: TEXT.replace("first", "one"), base: 4, basedOn: null, at });
    other("t2", { text: TEXT.replace("first", "two"), base: 4, basedOn: null, at: at + 1 });
    other("t3", { text: TEXT, base: 4, basedOn: null, at: at + 2 });
    stubApi(seen());
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    expect(await screen.findByText(/- two:/)).toBeVisible();
    expect(localStorage.getItem("baton-unsaved p1 demo/hello t3")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Throw them away" }));
    expect(await screen.findByText(/- one:/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Throw them away" }));
    expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
  });

  it("is thrown away only when that is chosen", async () => {
    keep({ text: TEXT.replace("first", "kept"), base: 4, basedOn: null, at: 1_700_000_000_000 });
    stubApi(seen());
    const { user } = openPage("/processes/demo/hello/edit?view=both");
    await user.click(await screen.findByRole("button", { name: "Throw them away" }));
    expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
    expect(localStorage.getItem("baton-unsaved p1 demo/hello t1")).toBeNull();
  });
});

it("goes back to an earlier state, which can be undone", async () => {
  const earlier = { revision: 3, savedAt: "2026-01-01T09:00:00Z", savedByName: "Bob" };
  stubApi(
    seen({
      [`GET ${SKETCH}/revisions`]: { body: { items: [earlier], next: null } },
      [`GET ${SKETCH}/revisions/3`]: { body: { ...earlier, text: TEXT.replace("first", "old") } },
    }),
  );
  const { user } = openPage("/processes/demo/hello/edit?view=both");
  await user.click(await screen.findByRole("button", { name: "Earlier states" }));
  await user.click(await screen.findByRole("button", { name: /^State 3|^State .*3/ }));
  await user.click(await screen.findByRole("button", { name: "Go back to it" }));
  expect(await screen.findByText(/Drawn: .*"old"/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText(/Drawn: .*"first"/)).toBeVisible();
});
