/**
 * All organisations: listed, made, limited, suspended, deleted.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const USE = { runsToday: 7, definitions: 4, people: 3, bytes: 0, measuredAt: null };
const ACME = {
  id: "a1",
  slug: "acme",
  name: "Acme",
  state: "active",
  createdAt: "2026-01-01T10:00:00Z",
  suspendedWhy: null,
  eraseAt: null,
  use: USE,
};
const LIMITS = { runsADay: 10, runsAtOnce: null, definitions: null, people: null, bytes: null };
const WHOLE = { ...ACME, limits: LIMITS, featuresOff: [] };

const replies = (more: Replies = {}): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": {
    body: { ...ADA, permissions: [...ADA.permissions, "tenants:read", "tenants:write"] },
  },
  "GET /api/v1/tenants": { body: { items: [ACME], next: null } },
  "GET /api/v1/tenants/a1": { body: WHOLE },
  ...more,
});
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe("all organisations", () => {
  it("are listed with what they use", async () => {
    stubApi(replies());
    openPage("/tenants");
    expect(await screen.findByRole("link", { name: "Acme" })).toHaveAttribute(
      "href",
      "/tenants/a1",
    );
    expect(screen.getByText("7 runs today")).toBeVisible();
    await expectAccessible();
  });

  it("get one more, with who administers it", async () => {
    const { asked } = stubApi(replies({ "POST /api/v1/tenants": { status: 201, body: WHOLE } }));
    const { user } = openPage("/tenants");
    await user.click(await screen.findByRole("button", { name: "New organisation" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Create and invite" }));
    expect(dialog.getByText("Enter an email address.")).toBeVisible();
    paste(dialog.getByRole("textbox", { name: "Name" }), "New");
    paste(dialog.getByRole("textbox", { name: "Short name" }), "new");
    paste(dialog.getByRole("textbox", { name: "Name of the first administrator" }), "Ada");
    paste(dialog.getByRole("textbox", { name: "Email of the first administrator" }), "a@b.c");
    await user.click(dialog.getByRole("button", { name: "Create and invite" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toBe(
        JSON.stringify({
          slug: "new",
          name: "New",
          administrator: { email: "a@b.c", name: "Ada" },
        }),
      ),
    );
  });
});

describe("one organisation", () => {
  it("is suspended with a reason, and not without", async () => {
    const suspend = "POST /api/v1/tenants/a1/suspend";
    const { asked } = stubApi(replies({ [suspend]: { body: WHOLE } }));
    const { user } = openPage("/tenants/a1");
    await user.click(await screen.findByRole("button", { name: "Suspend" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: "Suspend" })).toHaveAttribute("aria-disabled");
    paste(dialog.getByRole("textbox", { name: "Reason" }), "Unpaid.");
    await user.click(dialog.getByRole("button", { name: "Suspend" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toBe('{"reason":"Unpaid."}'),
    );
  });

  it("is deleted by who types its short name", async () => {
    const { asked } = stubApi(replies({ "DELETE /api/v1/tenants/a1": { body: WHOLE } }));
    const { user } = openPage("/tenants/a1");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    const submit = dialog.getByRole("button", { name: "Delete" });
    expect(submit).toHaveAttribute("aria-disabled");
    paste(dialog.getByRole("textbox", { name: "Type acme to confirm" }), "acme");
    await user.click(submit);
    await waitFor(() => expect(asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("does without a part, and gets it back", async () => {
    const { asked } = stubApi(
      replies({
        "GET /api/v1/tenants/a1": { body: { ...WHOLE, featuresOff: ["code"] } },
        "PATCH /api/v1/tenants/a1": { body: WHOLE },
      }),
    );
    const { user } = openPage("/tenants/a1");
    const events = await screen.findByRole("switch", { name: "Events from outside" });
    expect(events).toBeChecked();
    await user.click(events);
    await waitFor(() => expect(events).toBeEnabled());
    await user.click(screen.getByRole("switch", { name: "Processes in Python" }));
    const sent = () => asked.filter(({ method }) => method === "PATCH").map(({ body }) => body);
    await waitFor(() =>
      expect(sent()).toEqual([
        JSON.stringify({ featuresOff: ["code", "events"] }),
        JSON.stringify({ featuresOff: [] }),
      ]),
    );
  });

  it("gets other limits", async () => {
    const { asked } = stubApi(replies({ "PATCH /api/v1/tenants/a1": { body: WHOLE } }));
    const { user } = openPage("/tenants/a1");
    const people = await screen.findByRole("textbox", { name: "People" });
    paste(people, "5");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "PATCH")?.body).toBe(
        JSON.stringify({ limits: { ...LIMITS, people: 5 } }),
      ),
    );
    await expectAccessible();
  });
});
