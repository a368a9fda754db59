/**
 * What stands around every page.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { ADA, type Replies, signedIn, stubApi } from "../testing/api";
import { openPage } from "../testing/page";

const as = (more: object): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": { body: { ...ADA, ...more } },
});
const pages = () => screen.getByRole("navigation", { name: "Pages" });
const links = () =>
  within(pages())
    .getAllByRole("link")
    .map(({ textContent }) => textContent);

async function open(replies = signedIn()) {
  stubApi(replies);
  const { user } = openPage("/runs");
  await screen.findByText("Nothing has run yet.");
  return user;
}

/** A page as narrow as a phone's. */
function narrow() {
  const all = window.matchMedia.bind(window);
  vi.spyOn(window, "matchMedia").mockImplementation((query) =>
    Object.assign(all(query), { matches: query.startsWith("(max-width") }),
  );
}

describe("the navigation", () => {
  it("leads to the pages, says where one is, and for which organisation", async () => {
    const user = await open();
    expect(links()).toEqual(["Home", "Processes", "Runs", "Audit trail"]);
    const runs = within(pages()).getByRole("link", { name: "Runs" });
    expect(runs).toHaveAttribute("aria-current", "page");
    expect(screen.getByText("Demo").parentElement).toHaveTextContent("Organisation Demo");
    await user.click(within(pages()).getByRole("link", { name: "Processes" }));
    await waitFor(() => expect(runs).not.toHaveAttribute("aria-current"));
    expect(location.pathname).toBe("/processes");
  });

  it("leads nowhere that this person may not go, by keys neither", async () => {
    const user = await open(as({ permissions: ["runs:read"] }));
    expect(links()).toEqual(["Home", "Runs"]);
    await user.keyboard("gp");
    expect(location.pathname).toBe("/runs");
  });

  it("goes by two keys, and the focus goes along", async () => {
    const user = await open();
    await user.keyboard("gp");
    const title = await screen.findByRole("heading", { name: "Processes" });
    await waitFor(() => expect(title).toHaveFocus());
    expect(document.title).toBe("Processes – Baton");
    await user.keyboard("gr");
    await waitFor(() => expect(screen.getByRole("heading", { name: "Runs" })).toHaveFocus());
  });

  it("is passed over by the first link", async () => {
    const user = await open();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await user.tab();
    expect(screen.getByRole("link", { name: "Skip to the content" })).toHaveFocus();
    expect(screen.getByRole("main")).toHaveAttribute("id", "content");
  });

  it("has all of it on a phone too", async () => {
    narrow();
    const user = await open();
    expect(links()).toEqual(["Home", "Processes", "Runs"]);
    expect(screen.getByRole("button", { name: "Notifications" })).toBeVisible();
    expect(screen.getByRole("button", { name: /^Ada.*your account/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Find anything" }));
    expect(await screen.findByRole("combobox", { name: /Find pages/ })).toBeVisible();
  });
});

describe("the keyboard's help", () => {
  const help = () => screen.findByRole("dialog", { name: "Keyboard shortcuts" });

  it("opens with its key, tells the shortcuts, and gives the focus back", async () => {
    const user = await open();
    const search = screen.getByRole("button", { name: "Keyboard shortcuts" });
    search.focus();
    await user.keyboard("?");
    const goTo = within(await help()).getByRole("heading", { name: "Go to" }).parentElement;
    expect(goTo).toHaveTextContent("gpProcesses");
    expect(within(await help()).getByText("Find anything")).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(search).toHaveFocus());
  });

  it("gives way to the palette, and is not opened by who types", async () => {
    const user = await open();
    await user.type(screen.getByRole("searchbox"), "?");
    expect(screen.queryByRole("dialog")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Keyboard shortcuts" }));
    await help();
    await user.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("dialog", { name: /Find pages/ })).toBeVisible();
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
  });

  it("switches single keys off, and it stays so", async () => {
    const user = await open();
    await user.keyboard("?");
    const single = await screen.findByRole("switch", { name: /^Shortcuts of single keys/ });
    expect(single).toBeChecked();
    await user.click(single);
    expect(single).not.toBeChecked();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.keyboard("?gp");
    expect(location.pathname).toBe("/runs");
    await user.click(screen.getByRole("button", { name: "Keyboard shortcuts" }));
    expect(await screen.findByRole("switch")).not.toBeChecked();
  });
});

describe("a list's search", () => {
  it("is reached by its key", async () => {
    const user = await open();
    await user.keyboard("/");
    expect(screen.getByRole("searchbox")).toHaveFocus();
    expect(screen.getByRole("searchbox")).toHaveValue("");
  });
});

describe("the tray", () => {
  it("says that there is nothing, and what would be", async () => {
    const user = await open();
    const bell = screen.getByRole("button", { name: "Notifications" });
    await user.click(bell);
    const tray = within(await screen.findByRole("dialog", { name: "Notifications" }));
    await waitFor(() => expect(tray.getByText("You have no notifications.")).toBeVisible());
    expect(tray.getByText(/When a process needs you/)).toBeVisible();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(bell).toHaveFocus());
  });
});
