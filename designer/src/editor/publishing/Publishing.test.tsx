/**
 * Publishing a draft: what stops it, what it asks, and what is sent.
 *
 * Never: a server; what it would say stands here.
 */
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { shown } from "../../forms/forTests";
import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, stubApi } from "../../testing/api";
import { anOutcome, simulated } from "../../testing/trials";
import { makeEditor } from "../store";
import { EditorContext } from "../useEditor";
import { Publishing } from "./Publishing";

// The router has a test of its own; here a link is a link.
vi.mock("@tanstack/react-router", () => ({
  Link: ({ children }: { children: string }) => <a href="#there">{children}</a>,
}));

const TEXT = `document: { dsl: 1.0.3, namespace: office, name: desk, version: 1.0.2 } # mine
do:
  - get: { set: { a: 1 } }
`;
const VERSIONS = ["1.0.2", "1.0.0"].map((version) => ({ version, state: "published" }));
const KEPT = {
  items: [{ name: "fine", scenario: { input: 1 }, revision: 1, savedByName: null, etag: "1" }],
};
const DIFFERENCE = { from: "1.0.2", to: "1.1.0", tasks: [], fields: [{ pointer: "/a", new: 1 }] };

function opened(more: Replies = {}) {
  const { asked, replies } = stubApi({
    "GET /api/v1/me": { body: ADA },
    "GET /api/v1/processes/office/desk": { body: { versions: VERSIONS } },
    "GET /api/v1/processes/office/desk/scenarios": { body: KEPT },
    "POST /api/v1/definitions/simulate": { body: simulated([anOutcome({ name: "fine" })]) },
    "POST /api/v1/definitions": { status: 201, body: { hash: "h1" } },
    "GET /api/v1/definitions/office/desk/1.1.0/difference": { body: DIFFERENCE },
    "POST /api/v1/definitions/office/desk/1.1.0/publish": { body: {} },
    ...more,
  });
  const editor = makeEditor(TEXT);
  const onPublished = vi.fn();
  shown(
    <EditorContext value={editor}>
      <Publishing
        namespace="office"
        name="desk"
        onClose={() => undefined}
        onPublished={onPublished}
      />
    </EditorContext>,
  );
  return { user: userEvent.setup(), editor, asked, replies, onPublished };
}

describe("publishing", () => {
  it("gives it a number, shows what changes, and publishes with notes", async () => {
    const { user, editor, asked, onPublished } = opened();
    expect(await screen.findByText(/1\.0\.2 is published already/)).toBeVisible();
    expect(await screen.findByText("Tasks: 75 %")).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("radio", { name: "1.1.0: does more" }));
    expect(editor.state.getState().draft.text).toContain("version: 1.1.0 } # mine");
    await user.click(screen.getByRole("button", { name: "Save as draft 1.1.0" }));
    expect(await screen.findByText("Outside of the tasks")).toBeVisible();
    await user.type(screen.getByRole("textbox", { name: /What is new/ }), "More.");
    await user.click(screen.getByRole("button", { name: "Publish 1.1.0" }));
    expect(await screen.findByText("desk 1.1.0 is published.")).toBeVisible();
    expect(onPublished).toHaveBeenCalledOnce();
    const sent = asked.filter(({ method }) => method === "POST").map(({ path }) => path);
    expect(sent.slice(-2)).toEqual([
      "/api/v1/definitions",
      "/api/v1/definitions/office/desk/1.1.0/publish",
    ]);
    const registered = asked.find((one) => one.method === "POST" && one.path === sent.at(-2));
    expect(registered?.headers.get("If-None-Match")).toBe("*");
    const published = asked.findLast(({ path }) => path.endsWith("/publish"));
    expect(published?.headers.get("If-Match")).toBe('"h1"');
    expect(published?.body).toBe('{"notes":"More.","after":"1.0.2"}');
  });

  it("says who was faster, and asks to compare once more", async () => {
    const AT = "POST /api/v1/definitions/office/desk/1.1.0/publish";
    const newest = { version: "1.0.9", state: "published", savedByName: "Bob" };
    const moved = { status: 409, body: { type: "urn:baton:problem:moved", newest } };
    const { user, asked, replies, onPublished } = opened({ [AT]: moved });
    await user.click(await screen.findByRole("radio", { name: "1.1.0: does more" }));
    await user.click(screen.getByRole("button", { name: "Save as draft 1.1.0" }));
    replies["GET /api/v1/processes/office/desk"] = {
      body: { versions: [{ version: "1.0.9", state: "published" }, ...VERSIONS] },
    };
    await user.click(await screen.findByRole("button", { name: "Publish 1.1.0" }));
    expect(await screen.findByText("Bob has published 1.0.9 meanwhile.")).toBeVisible();
    expect(screen.getByText(/Save the draft once more to see how it differs/)).toBeVisible();
    await expectAccessible();
    expect(onPublished).not.toHaveBeenCalled();
    // Over one's own draft, and what runs now is what it is compared with.
    await user.click(await screen.findByRole("button", { name: "Save as draft 1.1.0" }));
    replies[AT] = { body: {} };
    await user.click(await screen.findByRole("button", { name: "Publish 1.1.0" }));
    await waitFor(() => expect(onPublished).toHaveBeenCalledOnce());
    const published = asked.findLast(({ path }) => path.endsWith("/publish"));
    expect(published?.body).toBe('{"notes":null,"after":"1.0.9"}');
  });

  it("is not saved over a draft that somebody else has saved meanwhile", async () => {
    const newest = { version: "1.1.0", state: "draft", savedByName: "Bob" };
    const moved = { status: 409, body: { type: "urn:baton:problem:moved", newest } };
    const { user } = opened({ "POST /api/v1/definitions": moved });
    await user.click(await screen.findByRole("radio", { name: "1.1.0: does more" }));
    await user.click(screen.getByRole("button", { name: "Save as draft 1.1.0" }));
    expect(
      await screen.findByText("Bob has saved another text as draft 1.1.0 meanwhile."),
    ).toBeVisible();
  });

  it("goes on over scenarios that fail only when somebody says so", async () => {
    const failed = anOutcome({ name: "fine", passed: false, faults: ["Its output is 1, not 2."] });
    const { user } = opened({
      "POST /api/v1/definitions/simulate": { body: simulated([failed]) },
    });
    expect(await screen.findByText("Its output is 1, not 2.")).toBeVisible();
    await user.click(screen.getByRole("radio", { name: "1.1.0: does more" }));
    await user.click(screen.getByRole("button", { name: "Save as draft 1.1.0" }));
    const publish = await screen.findByRole("button", { name: "Publish 1.1.0" });
    await waitFor(() => expect(publish).toHaveAttribute("aria-disabled", "true"));
    await user.click(screen.getByRole("checkbox", { name: /1 scenario fails/ }));
    await waitFor(() => expect(publish).not.toHaveAttribute("aria-disabled"));
  });

  it("stops at errors, and at a text that can't be read", async () => {
    const { editor } = opened();
    const place = { code: "x", line: 3, column: 1, severity: "error", pointer: "/do/0" } as const;
    const problem = { ...place, message: "It is wrong.", remedy: "Mend it." };
    editor.check({ text: TEXT, problems: [problem], data: new Map() });
    expect(await screen.findByText("It is wrong.")).toBeVisible();
    expect(screen.getByText("Mend the errors first.")).toBeVisible();
    editor.type(`${TEXT}  - [`, undefined, { at: 0 });
    expect(await screen.findByText(/The text can't be read/)).toBeVisible();
  });

  it("says what a refusal asks for", async () => {
    const refusal = { detail: "It is taken.", remedy: "Raise `document.version`." };
    const { user } = opened({ "POST /api/v1/definitions": { status: 409, body: refusal } });
    await user.click(await screen.findByRole("radio", { name: "1.1.0: does more" }));
    await user.click(screen.getByRole("button", { name: "Save as draft 1.1.0" }));
    expect(await screen.findByText("Raise `document.version`.")).toBeVisible();
  });
});
