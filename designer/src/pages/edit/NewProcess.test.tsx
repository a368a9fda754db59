/**
 * A new process: named, begun with something, and then opened in the editor.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

vi.mock("../../canvas/Picture", () => ({
  Picture: ({ label }: { label: string }) => <p>{label}</p>,
}));

const WRITER = { ...ADA, permissions: [...ADA.permissions, "definitions:write"] };
const MISSING = { status: 404, body: { detail: "There is none.", remedy: "" } };
const sketch = (name: string) => ({
  ...{ namespace: "demo", name, title: null, text: "do: []\n", revision: 1, basedOn: null },
  ...{ savedByName: "Ada", savedAt: "2026-01-01T10:00:00Z" },
});
const READY = {
  ...{ name: "leave", namespace: "office", title: "Ask for leave", summary: "Days off." },
  text: "# Days off\ndocument:\n  dsl: '1.0.3'\n  namespace: office\n  name: leave\n  version: '2.0.0'\ndo:\n  - a: { set: { x: 1 } }\n",
  scenarios: { week: { input: { days: 5 } } },
};

function seen(more: Replies = {}): Replies {
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: WRITER },
    "GET /api/v1/processes/demo/order-goods": MISSING,
    "PUT /api/v1/sketches/demo/order-goods": { body: sketch("order-goods") },
    "GET /api/v1/sketches/demo/order-goods": { body: sketch("order-goods") },
    "PUT /api/v1/processes/demo/order-goods/scenarios/week": { body: {} },
    "GET /api/v1/ready": { body: { items: [READY] } },
    "POST /api/v1/definitions/check": { body: { problems: [], data: {}, schemas: [] } },
    ...more,
  };
}

const field = (name: string) => screen.findByRole("textbox", { name });
const create = () => screen.getByRole("button", { name: "Create and draw" });

describe("a new process", () => {
  it("takes its name from its title, and is opened empty", async () => {
    const { asked } = stubApi(seen());
    const { user } = openPage("/processes/new");
    await user.type(await field("Title"), "Order Góods!");
    expect(await field("Name")).toHaveValue("order-goods");
    await expectAccessible();
    await user.click(create());
    await waitFor(() => expect(location.pathname).toBe("/processes/demo/order-goods/edit"));
    const put = asked.find(({ method }) => method === "PUT");
    expect(put?.headers.get("If-None-Match")).toBe("*");
    const { text } = JSON.parse(put?.body ?? "{}") as { text: string };
    expect(text).toContain("  name: order-goods\n");
    expect(text).toContain("title: Order Góods!");
  });

  it("begins with a ready-made one, whose comments stay", async () => {
    const { asked } = stubApi(seen());
    const { user } = openPage("/processes/new");
    await user.type(await field("Title"), "Order goods");
    await user.click(screen.getByRole("radio", { name: "A ready-made process" }));
    await user.click(await screen.findByRole("radio", { name: /Ask for leave/ }));
    expect(await screen.findByText("Picture of Ask for leave")).toBeVisible();
    await user.click(create());
    await waitFor(() => expect(asked.some(({ method }) => method === "PUT")).toBe(true));
    const { body } = asked.find(({ method }) => method === "PUT") ?? { body: "{}" };
    const { text } = JSON.parse(body) as { text: string };
    expect(text).toMatch(/^# Days off\n/);
    expect(text).toContain("namespace: demo");
    expect(text).toContain("version: '1.0.0'");
    await waitFor(() => expect(location.pathname).toBe("/processes/demo/order-goods/edit"));
    const kept = asked.find(({ path }) => path.endsWith("/scenarios/week"))?.body ?? "{}";
    expect(JSON.parse(kept)).toEqual({ scenario: { input: { days: 5 } } });
  });

  it("begins with a text that was pasted, even one that can't be read", async () => {
    const { asked } = stubApi(seen());
    const { user } = openPage("/processes/new");
    await user.type(await field("Title"), "Order goods");
    await user.click(screen.getByRole("radio", { name: "YAML of your own" }));
    await user.click(create());
    expect(await screen.findByRole("alert")).toHaveTextContent("Paste a text");
    fireEvent.change(await field("Text of the process"), { target: { value: "do: [" } });
    await user.click(create());
    await waitFor(() => expect(asked.some(({ method }) => method === "PUT")).toBe(true));
    expect(asked.find(({ method }) => method === "PUT")?.body).toContain("do: [");
  });

  it("is never begun over one that is there", async () => {
    const { asked } = stubApi(seen({ "GET /api/v1/processes/demo/order-goods": { body: {} } }));
    const { user } = openPage("/processes/new");
    await user.type(await field("Title"), "Order goods");
    await user.click(create());
    const open = await screen.findByRole("link", { name: "Open it" });
    expect(open).toHaveAttribute("href", "/processes/demo/order-goods/edit");
    expect(asked.some(({ method }) => method === "PUT")).toBe(false);
  });

  it("says what is missing", async () => {
    stubApi(seen());
    const { user } = openPage("/processes/new");
    await field("Title");
    await user.click(create());
    expect(await screen.findByText("Enter a title.")).toBeVisible();
    expect(screen.getByText(/^Enter letters from a to z/)).toBeVisible();
  });
});

describe("the processes", () => {
  it("lead to a new one, and to what isn't published yet", async () => {
    const items = [{ ...sketch("order-goods"), title: "Order goods" }];
    stubApi(seen({ "GET /api/v1/sketches": { body: { items, next: null } } }));
    openPage("/processes");
    const list = within(await screen.findByRole("list", { name: "Not published yet" }));
    expect(list.getByRole("link", { name: "Order goods" })).toHaveAttribute(
      "href",
      "/processes/demo/order-goods/edit",
    );
    expect(screen.getByRole("link", { name: "New process" })).toBeVisible();
  });

  it("offer nothing of it to who may not write", async () => {
    const { asked } = stubApi({ ...seen(), "GET /api/v1/me": { body: ADA } });
    openPage("/processes");
    expect(await screen.findByRole("link", { name: "Say hello" })).toBeVisible();
    expect(screen.queryByRole("link", { name: "New process" })).toBeNull();
    expect(asked.some(({ path }) => path.includes("sketches"))).toBe(false);
  });
});
