/**
 * Finding anything by its name.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { LONGEST_SEARCH } from "../model/runFilter";
import { ADA, aRun, type Asked, HELLO, type Replies, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";

const ORDER = { ...HELLO, name: "order", title: "Take an order" };
const PROCESSES = [HELLO, ORDER, { ...HELLO, name: "draft", title: null, version: null }];
const RUN = aRun({ id: "r7", workflow: "demo/order", title: "Take an order" });

/** The API's own search, of names and titles. */
function found<T extends { title: string | null }>(items: readonly T[], { query }: Asked) {
  const sought = query.get("search")?.toLowerCase() ?? "";
  return items.filter((item) => JSON.stringify(item).toLowerCase().includes(sought));
}
const REPLIES: Replies = {
  ...signedIn([RUN]),
  "GET /api/v1/processes": (asked) => ({ body: { items: found(PROCESSES, asked), next: null } }),
  "GET /api/v1/runs": (asked) => ({ body: { items: found([RUN], asked), next: null } }),
};

async function openPalette(replies: Replies = REPLIES) {
  const api = stubApi(replies);
  const { user } = openPage("/runs");
  await screen.findByRole("heading", { name: "Runs" });
  await user.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: "Find pages, processes and runs" });
  await waitFor(() => expect(field).toHaveFocus());
  return { api, user, field };
}
const options = () => screen.getAllByRole("option").map(({ textContent }) => textContent);
const chosen = () => screen.getByRole("option", { selected: true });
const group = (name: string) => within(screen.getByRole("group", { name }));
const dialog = () => screen.queryByRole("dialog", { name: "Find pages, processes and runs" });
const sought = (text: string) => screen.findByText(text, { selector: "[role=status]" });

describe("the palette", () => {
  it("shows pages, processes and runs before anything is typed", async () => {
    await openPalette();
    expect(await screen.findByRole("option", { name: /Take an order.*Completed/ })).toBeVisible();
    expect(group("Pages").getAllByRole("option")).toHaveLength(4);
    expect(group("Processes").getAllByRole("option")).toHaveLength(3);
    expect(group("Runs").getAllByRole("option")).toHaveLength(1);
    expect(screen.queryByRole("group", { name: "Settings" })).toBeNull();
  });

  it("finds what is typed, offers to start it, and Enter goes there", async () => {
    const { user, field } = await openPalette();
    await user.type(field, " Order ");
    expect(await sought("3 found")).toBeInTheDocument();
    expect(options()[0]).toContain("Take an order");
    expect(options()[1]).toContain("Start Take an order");
    await user.keyboard("{ArrowDown}{Enter}");
    await waitFor(() => expect(location.pathname).toBe("/processes/demo/order/start"));
    expect(dialog()).toBeNull();
  });

  it("starts nothing that can't be started, nor for who may not", async () => {
    const member = { ...ADA, permissions: ["definitions:read", "runs:read"] };
    const { user, field } = await openPalette({ ...REPLIES, "GET /api/v1/me": { body: member } });
    await user.type(field, "order");
    expect(await sought("2 found")).toBeInTheDocument();
    expect(screen.queryByRole("option", { name: /Start Take/ })).toBeNull();
  });

  it("is walked with the arrow keys, round and round", async () => {
    const { user, field } = await openPalette();
    await screen.findByRole("group", { name: "Runs" });
    expect(chosen()).toHaveTextContent("Home");
    await user.keyboard("{ArrowUp}");
    expect(chosen()).toHaveTextContent("Take an order");
    expect(field).toHaveAttribute("aria-activedescendant", chosen().id);
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(chosen()).toHaveTextContent("Runs");
    expect(field).toHaveFocus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(dialog()).toBeNull());
    expect(location.pathname).toBe("/runs");
  });

  it("takes what a pointer presses", async () => {
    const { user } = await openPalette();
    await user.click(await screen.findByRole("option", { name: /Take an order.*Completed/ }));
    await waitFor(() => expect(location.pathname).toBe("/runs/r7"));
  });

  it("closes with Escape and with its own keys, and the focus is where it was", async () => {
    const { user } = await openPalette();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(dialog()).toBeNull());
    const button = screen.getByRole("button", { name: /Find anything/ });
    await user.click(button);
    await waitFor(() => expect(screen.getByRole("combobox", { name: /Find/ })).toHaveFocus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(button).toHaveFocus());
    await user.keyboard("{Control>}kk{/Control}");
    await waitFor(() => expect(dialog()).toBeNull());
    await waitFor(() => expect(button).toHaveFocus());
  });

  it("says that nothing is found, and Enter then does nothing", async () => {
    const { user, field } = await openPalette();
    await user.type(field, "nowhere");
    expect(await sought("Nothing found")).toBeVisible();
    expect(field).not.toHaveAttribute("aria-activedescendant");
    await user.keyboard("{ArrowDown}{Enter}");
    expect(dialog()).toBeVisible();
  });

  it("says that the API does not answer, and still knows the pages", async () => {
    const { user, field } = await openPalette({
      ...REPLIES,
      "GET /api/v1/processes": ({ query }) =>
        query.has("search") ? "unreachable" : { body: { items: PROCESSES, next: null } },
    });
    await user.type(field, "proc");
    expect(await screen.findByRole("alert")).toHaveTextContent("Baton does not answer.");
    expect(options()).toEqual(["Processes"]);
  });

  it("shows nothing of an earlier text while the answer is on its way", async () => {
    const { user, field } = await openPalette({
      ...REPLIES,
      "GET /api/v1/processes": (asked) =>
        asked.query.get("search") === "hello"
          ? "never"
          : { body: { items: found(PROCESSES, asked), next: null } },
    });
    await user.type(field, "order");
    await sought("3 found");
    await user.clear(field);
    await user.type(field, "hello");
    expect(screen.queryByRole("option", { name: /Take an order/ })).toBeNull();
    expect(screen.queryByText("Nothing found")).toBeNull();
  });

  it("keeps what is typed as text, however it looks", async () => {
    const hostile = { ...HELLO, title: "<img src=x onerror=alert(1)> \u202e مرحبا" };
    const { api, user, field } = await openPalette({
      ...REPLIES,
      "GET /api/v1/processes": { body: { items: [hostile], next: null } },
    });
    const last = () => api.asked.filter(({ path }) => path === "/api/v1/runs").at(-1)?.query;
    await user.type(field, "<script>&search=*%");
    await waitFor(() => expect(last()?.getAll("search")).toEqual(["<script>&search=*%"]));
    expect(await screen.findByRole("option", { name: /^<img src=x/ })).toBeVisible();
    expect(document.querySelector("img, [role=dialog] script")).toBeNull();
    await user.clear(field);
    await user.paste("ب".repeat(5_000));
    expect(field).toHaveValue("ب".repeat(LONGEST_SEARCH));
    await waitFor(() => expect(last()?.get("search")).toBe("ب".repeat(LONGEST_SEARCH)));
  });

  it("opens the help, and signs out", async () => {
    const { api, user, field } = await openPalette({
      ...REPLIES,
      "DELETE /api/v1/session": { status: 204 },
    });
    await user.type(field, "shortcuts{Enter}");
    expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await user.keyboard("{Escape}{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox", { name: /Find/ }), "sign out{Enter}");
    expect(await screen.findByLabelText("Email")).toBeVisible();
    expect(api.asked.some(({ method }) => method === "DELETE")).toBe(true);
  });
});
