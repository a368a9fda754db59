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
  const { asked } = stubApi({
    "GET /api/v1/me": { body: ADA },
    "GET /api/v1/processes/office/desk": { body: { versions: VERSIONS } },
    "GET /api/v1/processes/office/desk/scenarios": { body: KEPT },
    "POST /api/v1/definitions/simulate": { body: simulated([anOutcome({ name: "fine" })]) },
    "POST /api/v1/definitions": { status: 201, body: {} },
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
  return { user: userEvent.setup(), editor, asked, onPublished };
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
    expect(asked.findLast(({ path }) => path.endsWith("/publish"))?.body).toBe('{"notes":"More."}');
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
