/**
 * From one organisation to another, and one more by proof.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const HERE = {
  id: "t1",
  slug: "demo",
  name: "Demo",
  colour: null,
  current: true,
  email: "ada@demo.example",
};
const THERE = { ...HERE, id: "t2", slug: "acme", name: "Acme", current: false };
const ENTER = "POST /api/v1/me/tenants/t2/enter";

function open(items: readonly object[], replies: Replies = {}) {
  const api = stubApi({ ...signedIn(), "GET /api/v1/me/tenants": { body: { items } }, ...replies });
  return { ...api, ...openPage("/organisations") };
}

describe("the organisations of somebody", () => {
  it("are switched between", async () => {
    const acme = { ...ADA, id: "p9", tenant: { ...ADA.tenant, id: "t2", name: "Acme" } };
    const { user, asked } = open([HERE, THERE], { [ENTER]: { body: acme } });
    expect(await screen.findByText("You are here")).toBeVisible();
    await expectAccessible();
    await user.click(screen.getByRole("button", { name: "Switch to Acme" }));
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith("t2/enter"))).toBe(true));
  });

  it("ask for a second factor where they want one", async () => {
    const { user } = open([HERE, THERE], { [ENTER]: { status: 202, body: { ways: ["totp"] } } });
    await user.click(await screen.findByRole("button", { name: "Switch to Acme" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByRole("textbox", { name: "Code" })).toBeVisible();
  });

  it("get one more by proof", async () => {
    const { user, asked } = open([HERE], {
      "POST /api/v1/me/tenants": { status: 201, body: { items: [HERE, THERE] } },
    });
    await user.click(await screen.findByRole("button", { name: "Add an organisation …" }));
    const dialog = within(await screen.findByRole("dialog"));
    const paste = (field: HTMLElement, value: string) =>
      fireEvent.change(field, { target: { value } });
    paste(dialog.getByRole("textbox", { name: "Email" }), "a@acme.example");
    paste(dialog.getByLabelText("Password"), "secret words");
    await user.click(dialog.getByRole("button", { name: "Add" }));
    await waitFor(() =>
      expect(asked.find(({ method }) => method === "POST")?.body).toBe(
        JSON.stringify({ email: "a@acme.example", password: "secret words" }),
      ),
    );
  });
});
