/**
 * Mails that went to nobody: the list, and one of them.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const LINE = {
  id: "m1",
  to: "bob@demo.example",
  subject: "Laptop for Bob",
  writtenAt: "2026-03-01T09:00:00Z",
};
const MAIL = {
  ...LINE,
  headers: [
    { name: "To", value: "bob@demo.example" },
    { name: "Subject", value: "Laptop for Bob" },
  ],
  text: "Come in.\nhttps://baton.example.org/x",
  html: "<html><head><title>x</title></head><body><script>alert(1)</script><p>Hi</p></body></html>",
};

function replies(more: Replies): Replies {
  const permissions = [...ADA.permissions, "mailbox:read"];
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: { ...ADA, permissions, mailbox: true } },
    ...more,
  };
}

describe("the mailbox", () => {
  it("says that they went to nobody, why, and how to change it", async () => {
    stubApi(replies({ "GET /api/v1/mailbox": { body: { items: [LINE], next: null } } }));
    openPage("/mailbox");
    const link = await screen.findByRole("link", { name: "Laptop for Bob" });
    expect(link).toHaveAttribute("href", "/mailbox/m1");
    expect(screen.getByText("No mail server is configured.")).toBeVisible();
    expect(screen.getByText(/^BATON_SMTP_URL=/)).toBeVisible();
    expect(screen.getByText("To bob@demo.example")).toBeVisible();
    await expectAccessible();
  });

  it("with nothing in it says what would be there", async () => {
    stubApi(replies({ "GET /api/v1/mailbox": { body: { items: [], next: null } } }));
    openPage("/mailbox");
    expect(await screen.findByText("No mail has been written yet.")).toBeVisible();
  });

  it("says that mails are sent, where they are", async () => {
    const body = { status: 404, detail: "This installation has a mail server.", remedy: "Look." };
    stubApi(replies({ "GET /api/v1/mailbox": { status: 404, body } }));
    openPage("/mailbox");
    expect(await screen.findByText("This installation has a mail server.")).toBeVisible();
    expect(screen.queryByText("No mail server is configured.")).toBeNull();
  });
});

describe("one mail", () => {
  it("is shown as text, and in a frame that runs nothing", async () => {
    stubApi(replies({ "GET /api/v1/mailbox/m1": { body: MAIL } }));
    openPage("/mailbox/m1");
    const frame = await screen.findByTitle("The mail: Laptop for Bob");
    const sandbox = frame.getAttribute("sandbox")?.split(" ") ?? [];
    expect(sandbox).not.toContain("allow-scripts");
    expect(sandbox).not.toContain("allow-same-origin");
    expect(sandbox).not.toContain("allow-forms");
    expect(frame.getAttribute("srcdoc")).toContain("default-src 'none'");
    const text = screen.getByRole("region", { name: "As plain text" });
    expect(within(text).getByText(/Come in\./)).toBeVisible();
    expect(document.querySelector("#content p script")).toBeNull();
  });

  it("is told of by text alone where there is no page of it", async () => {
    stubApi(replies({ "GET /api/v1/mailbox/m1": { body: { ...MAIL, html: null } } }));
    openPage("/mailbox/m1");
    expect(await screen.findByText("This mail is plain text only.")).toBeVisible();
    expect(document.querySelector("iframe")).toBeNull();
    await expectAccessible();
  });
});
