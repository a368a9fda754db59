/**
 * Secrets: listed, written, bound, brought back, deleted; a value goes out and never comes back.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const KEY = {
  name: "shop-key",
  version: 2,
  processes: ["sales/*"],
  hosts: ["shop.example"],
  updatedAt: "2026-01-01T10:00:00Z",
  updatedBy: "p1",
  updatedByName: "Ada",
  boundAt: "2026-01-01T10:00:00Z",
  boundBy: "p1",
  boundByName: "Ada",
};
const VERSION = { writtenAt: "2026-01-01T10:00:00Z", writtenBy: "p1", writtenByName: "Ada" };
const VERSIONS = [
  { ...VERSION, version: 2, restored: null },
  { ...VERSION, version: 1, restored: null },
];
const USE = {
  process: "sales/order",
  receiver: "shop.example",
  day: "2026-01-01",
  times: 7,
  firstAt: "2026-01-01T08:00:00Z",
  lastAt: "2026-01-01T10:00:00Z",
  lastRun: "r7",
};
const NAMED = { namespace: "sales", name: "order", version: "1.0.0", state: "published" };
const ALL = ["secrets:read", "secrets:write", "secrets:grant"];
const ADDRESS = "/api/v1/secrets/shop-key";

const replies = (permissions: readonly string[], ...secrets: readonly object[]): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": { body: { ...ADA, permissions: [...ADA.permissions, ...permissions] } },
  "GET /api/v1/secrets": { body: { items: secrets } },
  [`GET ${ADDRESS}/versions`]: { body: { items: VERSIONS } },
  [`GET ${ADDRESS}/uses`]: { body: { items: [USE], definitions: [NAMED] } },
});
/** In one go: what is typed letter by letter is tried elsewhere. */
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const button = (name: string) => screen.findByRole("button", { name });

describe("the list of secrets", () => {
  it("says whom each is for, and leads to it", async () => {
    stubApi(replies(ALL, KEY, { ...KEY, name: "new", processes: [], hosts: [] }));
    openPage("/secrets");
    const link = await screen.findByRole("link", { name: "shop-key" });
    expect(link).toHaveAttribute("href", "/secrets/shop-key");
    expect(screen.getByText("sales/*")).toBeVisible();
    expect(screen.getByText("For nobody yet")).toBeVisible();
    await expectAccessible();
  });

  it("that is empty says what a secret is, and offers nothing to who may only read", async () => {
    stubApi(replies(["secrets:read"]));
    openPage("/secrets");
    expect(await screen.findByText("There is no secret yet.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "New secret" })).toBeNull();
  });

  it("writes a new one, and forgets the value", async () => {
    const api = stubApi({ ...replies(ALL), [`PUT ${ADDRESS}`]: { status: 201 } });
    const { user } = openPage("/secrets");
    await user.click(await button("New secret"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(dialog.getByText("Write a value.")).toBeVisible();
    paste(dialog.getByLabelText("Name"), "shop-key");
    paste(dialog.getByLabelText("Value"), 'qzqzqz"qz');
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = api.asked.find(({ method }) => method === "PUT");
    expect(sent?.body).toBe('{"value":"qzqzqz\\"qz"}');
    expect(document.body.innerHTML).not.toContain("qzqzqz");
  });

  it("takes JSON digit by digit, and says what is none", async () => {
    const api = stubApi({ ...replies(ALL), [`PUT ${ADDRESS}`]: { status: 201 } });
    const { user } = openPage("/secrets");
    await user.click(await button("New secret"));
    const dialog = within(await screen.findByRole("dialog"));
    paste(dialog.getByLabelText("Name"), "shop-key");
    await user.click(dialog.getByRole("checkbox"));
    paste(dialog.getByLabelText("Value"), "{x");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(api.asked.some(({ method }) => method === "PUT")).toBe(false);
    paste(dialog.getByLabelText("Value"), '{"pin":12345678901234567890.0}');
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(api.asked.find(({ method }) => method === "PUT")?.body).toBe(
        '{"value":{"pin":12345678901234567890.0}}',
      ),
    );
  });
});

describe("a secret", () => {
  it("says its versions, who used it, and what names it", async () => {
    stubApi(replies(ALL, KEY));
    openPage("/secrets/shop-key");
    expect(await screen.findByText("In use")).toBeVisible();
    const row = (await screen.findByText("sales/order")).closest("tr");
    expect(row).toHaveTextContent("shop.example7");
    expect(screen.getByRole("link", { name: "Open run" })).toHaveAttribute("href", "/runs/r7");
    expect(screen.getByRole("link", { name: "sales/order 1.0.0" })).toBeVisible();
    await expectAccessible();
  });

  it("offers each deed to who may do it", async () => {
    stubApi(replies(["secrets:read", "secrets:write"], KEY));
    openPage("/secrets/shop-key");
    expect(await button("Write a value")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Bind" })).toBeNull();
  });

  it("is bound to what is typed, and says what the API has against it", async () => {
    const refused = { detail: "'api.*' has a star in an unsafe place.", remedy: "Write one host." };
    const api = stubApi({
      ...replies(ALL, KEY),
      [`PUT ${ADDRESS}/bindings`]: { status: 422, body: refused },
    });
    const { user } = openPage("/secrets/shop-key");
    await user.click(await button("Bind"));
    const dialog = within(await screen.findByRole("dialog"));
    const hosts = dialog.getByLabelText("Hosts that may receive it");
    await user.click(hosts);
    await user.paste("api.*");
    await user.keyboard("{Enter}");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("unsafe place");
    expect(JSON.parse(api.asked.find(({ method }) => method === "PUT")?.body ?? "")).toEqual({
      processes: ["sales/*"],
      hosts: ["shop.example", "api.*"],
    });
    await expectAccessible();
  });

  it("brings an earlier value back", async () => {
    const api = stubApi({ ...replies(ALL, KEY), [`POST ${ADDRESS}/rollback`]: { status: 204 } });
    const { user } = openPage("/secrets/shop-key");
    await user.click(await button("Bring back version 1"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Bring back" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(api.asked.find(({ method }) => method === "POST")?.body).toBe('{"version":1}');
  });

  it("that is named is deleted only when asked a second time", async () => {
    const body = { detail: "The secret shop-key is named by sales/order 1.0.0.", remedy: "…" };
    const api = stubApi({
      ...replies(ALL, KEY),
      [`DELETE ${ADDRESS}`]: ({ query }) =>
        query.get("anyway") === "true" ? { status: 204 } : { status: 409, body },
    });
    const { user } = openPage("/secrets/shop-key");
    await user.click(await button("Delete"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Delete" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("named by sales/order");
    Object.assign(api.replies, { "GET /api/v1/secrets": { body: { items: [] } } });
    await user.click(dialog.getByRole("button", { name: "Delete anyway" }));
    await waitFor(() => expect(location.pathname).toBe("/secrets"));
  });

  it("that is gone says so", async () => {
    stubApi({
      ...replies(ALL),
      [`GET ${ADDRESS}/uses`]: { body: { items: [], definitions: [] } },
    });
    openPage("/secrets/shop-key");
    expect(await screen.findByText("There is no such secret.")).toBeVisible();
  });
});
