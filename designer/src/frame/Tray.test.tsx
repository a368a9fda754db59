/**
 * The bell, what lies behind it, and what comes while one is here.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { ownDeed } from "../api/notices";
import { expectAccessible } from "../testing/accessible";
import { ADA, stubApi } from "../testing/api";
import { aWhole, deciding } from "../testing/approvals";
import { aNotice, telling } from "../testing/notices";
import { openPage } from "../testing/page";
import { stubSockets } from "../testing/socket";

const SECOND = aNotice({ id: "n2", kind: "fault", subject: "", approval: null, run: "r1" });
const READ = aNotice({
  id: "n3",
  subject: "Chair",
  approval: "a3",
  readAt: "2026-03-01T09:00:00Z",
});

async function open(told = [aNotice(), SECOND, READ], more = {}) {
  const api = stubApi(telling(told, more));
  const { user } = openPage("/runs");
  await screen.findByText("Nothing has run yet.");
  return { api, user };
}

async function unfold(told = [aNotice(), SECOND, READ], more = {}) {
  const { api, user } = await open(told, more);
  await user.click(screen.getByRole("button", { name: /^Notifications/ }));
  return { api, user, tray: await screen.findByRole("dialog", { name: "Notifications" }) };
}

describe("the bell", () => {
  it("counts what is unread, and says it", async () => {
    await open();
    const bell = await screen.findByRole("button", { name: "Notifications, 2 unread" });
    expect(bell.querySelector("[data-count]")).toHaveAttribute("data-count", "2");
  });

  it("says no number where there is none", async () => {
    await open([]);
    const bell = await screen.findByRole("button", { name: "Notifications" });
    expect(bell.querySelector("[data-count]")).toBeNull();
  });

  it("is opened by a key, and gives the focus back", async () => {
    const { user } = await open();
    await user.keyboard("n");
    const tray = await screen.findByRole("dialog", { name: "Notifications" });
    await waitFor(() => expect(tray).toContainElement(document.activeElement as HTMLElement));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("the tray", () => {
  it("says what each is, what it is about, and which are unread", async () => {
    const { tray } = await unfold();
    const items = within(tray).getAllByRole("listitem");
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Unread:Laptop for BobWaits for your decision/),
      expect.stringMatching(/^Unread:A run has failed/),
      expect.stringMatching(/^ChairWaits for your decision/),
    ]);
    await expectAccessible(tray);
  });

  it("leads to what it is about, and that is read by it", async () => {
    const more = { "GET /api/v1/approvals/a1": { body: aWhole() } };
    const { user, tray } = await unfold(undefined, {
      ...deciding({}),
      ...telling([aNotice()]),
      ...more,
    });
    await user.click(within(tray).getByRole("link", { name: "Laptop for Bob" }));
    const about = { level: 1, name: "Laptop for Bob" };
    expect(await screen.findByRole("heading", about)).toBeVisible();
    expect(await screen.findByRole("button", { name: "Notifications" })).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("marks one, or all, as read", async () => {
    const { user, tray } = await unfold();
    const mark = "Mark as read: Laptop for Bob";
    await user.click(within(tray).getByRole("button", { name: mark }));
    expect(await screen.findByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
    await user.click(within(tray).getByRole("button", { name: "Mark all as read" }));
    await waitFor(() => expect(within(tray).queryByText("Unread:")).toBeNull());
  });

  it("shows a whole message, and how it was decided", async () => {
    const message = aNotice({ kind: "message", approval: null, text: "It is **there**." });
    const decision = { name: "reject", label: "Reject" };
    const decided = aNotice({ id: "n4", kind: "decided", decision });
    const { tray } = await unfold([message, decided]);
    expect(within(tray).getByText("there").tagName).toBe("STRONG");
    expect(within(tray).getByText("Decided: Reject")).toBeVisible();
    expect(within(tray).queryAllByRole("link", { name: "Laptop for Bob" })).toHaveLength(1);
  });

  it("with nothing in it says what would be there", async () => {
    const { tray } = await unfold([]);
    expect(within(tray).getByText("You have no notifications.")).toBeVisible();
    expect(within(tray).getByRole("link", { name: "How you are told" })).toBeVisible();
  });

  it("shows more", async () => {
    const page = (next: string | null, id: string) => ({
      body: { items: [aNotice({ id, subject: id })], next, unread: 0 },
    });
    const { user, tray } = await unfold([], {
      "GET /api/v1/notices": ({ query }: { readonly query: URLSearchParams }) =>
        query.get("cursor") === "c" ? page(null, "older") : page("c", "newer"),
    });
    await user.click(within(tray).getByRole("button", { name: "Show more" }));
    expect(await within(tray).findByRole("link", { name: "older" })).toBeVisible();
  });
});

describe("what comes while one is here", () => {
  const region = () => screen.getByRole("region", { name: "New notifications" });

  async function come(...later: ReturnType<typeof aNotice>[]) {
    const told = [READ];
    const sockets = stubSockets();
    await open(told);
    await screen.findByRole("button", { name: "Notifications" });
    const [socket] = sockets;
    socket?.open();
    told.unshift(...later);
    socket?.say({ type: "inbox" });
    await screen.findByRole("button", { name: `Notifications, ${later.length} unread` });
  }

  it("is said once and politely, leads there, and can be put away", async () => {
    await come(aNotice());
    const list = within(region()).getByRole("list");
    expect(list).toHaveAttribute("aria-live", "polite");
    expect(list).toHaveTextContent("Waits for your decisionLaptop for Bob");
    expect(within(list).getByRole("link")).toHaveAttribute("href", "/approvals/a1");
    await expectAccessible();
    act(() => within(list).getByRole("button", { name: "Dismiss: Laptop for Bob" }).click());
    await waitFor(() => expect(within(region()).queryAllByRole("listitem")).toEqual([]));
  });

  it("is no more than a few", async () => {
    await come(...["n5", "n6", "n7", "n8"].map((id) => aNotice({ id, approval: id })));
    expect(within(region()).getAllByRole("listitem")).toHaveLength(3);
  });

  it("goes by itself, but not while it is read", async () => {
    const timeouts = vi.spyOn(globalThis, "setTimeout");
    await come(aNotice());
    const gone = () => timeouts.mock.calls.findLast(([, after]) => after === 10_000)?.[0];
    const first = gone();
    act(() => within(region()).getByRole("button").focus());
    expect(within(region()).getAllByRole("listitem")).toHaveLength(1);
    act(() => within(region()).getByRole("button").blur());
    expect(gone()).not.toBe(first);
    act(() => (gone() as () => void)());
    expect(within(region()).queryAllByRole("listitem")).toEqual([]);
  });

  it("is not told of what one has just done oneself", async () => {
    ownDeed("a9");
    await come(aNotice({ approval: "a9" }));
    expect(within(region()).queryAllByRole("listitem")).toEqual([]);
  });

  it("nor of what was missed meanwhile", async () => {
    const told = [READ];
    const sockets = stubSockets();
    await open(told);
    told.unshift(aNotice({ approval: "a7" }));
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
    sockets[0]?.open();
    sockets[0]?.say({ type: "watching", topic: "inbox" });
    await screen.findByRole("button", { name: "Notifications, 1 unread" });
    expect(within(region()).queryAllByRole("listitem")).toEqual([]);
  });
});

describe("the mailbox", () => {
  it("stands in the navigation only where mails are kept to be read", async () => {
    const permissions = [...ADA.permissions, "mailbox:read"];
    const me = (mailbox: boolean) => ({
      "GET /api/v1/me": { body: { ...ADA, permissions, mailbox } },
    });
    await open([], me(true));
    expect(screen.getByRole("link", { name: "Mailbox" })).toHaveAttribute("href", "/mailbox");
  });
});
