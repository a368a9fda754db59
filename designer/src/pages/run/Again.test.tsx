/**
 * Doing a run again.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../testing/accessible";
// Already there, so that no test waits for them to be read.
import "../../forms/StartForm";
import "./Again";
import { aRun, ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({ Picture: () => null }));

const SCHEMA = { properties: { name: { type: "string" } }, required: ["name"] };
const DEFINITION = {
  document: { input: { schema: { document: SCHEMA } }, do: [] },
  source: "do: []",
  state: "published",
  summary: null,
};
const VERSIONS = ["2.0.0", "1.0.0"].map((version) => ({ version, state: "published" }));
const PROCESS = { namespace: "demo", name: "hello", version: "2.0.0", versions: VERSIONS };
const trace = { items: [], status: "completed", after: 0 };

function seen(more: Replies = {}): Replies {
  return {
    ...signedIn([aRun(), aRun({ id: "r2", againOf: "r1", input: { name: "Grace" } })]),
    "GET /api/v1/runs/r1/trace": { body: trace },
    "GET /api/v1/runs/r2/trace": { body: trace },
    "GET /api/v1/processes/demo/hello": { body: PROCESS },
    "GET /api/v1/definitions/demo/hello/1.0.0": { body: DEFINITION },
    "GET /api/v1/definitions/demo/hello/2.0.0": { body: DEFINITION },
    "POST /api/v1/runs/r1/again": { status: 201, body: { id: "r2" } },
    ...more,
  };
}

describe("a run that has ended", () => {
  it("is done again with an edited input, in the newest version, and the new one names it", async () => {
    const api = stubApi(seen());
    const { user } = openPage("/runs/r1");
    await user.click(await screen.findByRole("link", { name: "Run again" }));
    const name = await screen.findByRole("textbox", { name: "Name" });
    expect(name).toHaveValue("Ada");
    await expectAccessible();
    fireEvent.change(name, { target: { value: "Grace" } });
    await user.click(screen.getByRole("button", { name: "Start run" }));
    const first = await screen.findByRole("link", { name: "r1" });
    expect(first).toHaveAttribute("href", "/runs/r1");
    const posts = api.asked.filter(({ method }) => method === "POST");
    expect(posts.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { version: "2.0.0", input: { name: "Grace" } },
    ]);
    expect(posts[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is done again in the version that it had, if that is chosen", async () => {
    const api = stubApi(seen());
    const { user } = openPage("/runs/r1/again");
    await user.selectOptions(await screen.findByLabelText("Version"), "1.0.0, as before");
    await waitFor(() => expect(location.search).toBe("?version=1.0.0"));
    await user.click(await screen.findByRole("button", { name: "Start run" }));
    const posted = () => api.asked.find(({ method }) => method === "POST")?.body;
    await waitFor(() => expect(posted()).toBeDefined());
    expect(JSON.parse(posted() ?? "")).toEqual({ version: "1.0.0", input: { name: "Ada" } });
  });

  it("is not done again by who may not, and says what is wrong where it can't be read", async () => {
    const reader = { ...ADA, permissions: ["runs:read"] };
    const problem = { status: 404, body: { detail: "Not found.", remedy: "List." } };
    stubApi(seen({ "GET /api/v1/me": { body: reader }, "GET /api/v1/runs/r9": problem }));
    openPage("/runs/r1");
    expect(await screen.findByRole("heading", { name: "Say hello" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "Run again" })).toBeNull();
    document.body.replaceChildren();
    openPage("/runs/r9/again");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not found.List.");
  });
});
