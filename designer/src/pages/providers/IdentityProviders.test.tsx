/**
 * Identity providers: listed, added from a preset, tried, switched off, taken away.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { presetOf } from "./presets";

const CORP = {
  ...presetOf("keycloak"),
  id: "i1",
  name: "Corp",
  issuer: "https://sso.corp.example",
  clientId: "baton",
  mapping: [{ group: "staff", roles: ["developer"], departmentId: null }],
  people: 3,
  changedAt: "2026-01-01T10:00:00Z",
  changedBy: "p1",
};
const PATH = "/api/v1/identity-providers";
const REDIRECT = "https://baton.example/api/v1/session/oidc/callback";

const replies = (...items: readonly object[]): Replies => ({
  ...signedIn(),
  "GET /api/v1/me": {
    body: { ...ADA, permissions: [...ADA.permissions, "identity-providers:write"] },
  },
  [`GET ${PATH}`]: { body: { redirectAddress: REDIRECT, items } },
  "GET /api/v1/roles": { body: { items: [] } },
  "GET /api/v1/departments": { body: { items: [] } },
});
const paste = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const button = (name: string) => screen.findByRole("button", { name });

describe("identity providers", () => {
  it("are listed, with the address that they must know", async () => {
    stubApi(replies(CORP, { ...CORP, id: "i2", name: "Old", enabled: false }));
    openPage("/identity-providers");
    const corp = await screen.findByRole("article", { name: "Corp" });
    expect(corp).toHaveTextContent("https://sso.corp.example");
    expect(screen.getByText(REDIRECT)).toBeVisible();
    expect(screen.getByText("Switched off")).toBeVisible();
    await expectAccessible();
  });

  it("are added from a preset, and the secret is forgotten", async () => {
    const api = stubApi({ ...replies(), [`POST ${PATH}`]: { status: 201, body: CORP } });
    const { user } = openPage("/identity-providers");
    await user.click(await button("Add a provider"));
    const dialog = within(await screen.findByRole("dialog"));
    paste(dialog.getByLabelText("Kind"), "google");
    expect(dialog.getByLabelText("Issuer")).toHaveValue("https://accounts.google.com");
    paste(dialog.getByLabelText("Client id"), "baton");
    paste(dialog.getByLabelText("Client secret"), "qzqz");
    await user.click(dialog.getByRole("button", { name: "Add a group" }));
    paste(dialog.getByLabelText("Group"), "staff");
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = api.asked.find(({ method }) => method === "POST");
    expect(JSON.parse(sent?.body ?? "")).toEqual({
      ...presetOf("google"),
      clientId: "baton",
      clientSecret: "qzqz",
      mapping: [{ group: "staff", roles: [], departmentId: null }],
    });
    expect(document.body.innerHTML).not.toContain("qzqz");
  });

  it("are changed without their secret, and say what the API has against it", async () => {
    const refused = { detail: "These roles give more than you have.", remedy: "Ask." };
    const api = stubApi({ ...replies(CORP), [`PUT ${PATH}/i1`]: { status: 403, body: refused } });
    const { user } = openPage("/identity-providers");
    await user.click(await button("Change"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("more than you have");
    const sent = api.asked.find(({ method }) => method === "PUT");
    const { id, people, changedAt, changedBy, ...said } = CORP;
    expect([id, people, changedAt, changedBy]).toHaveLength(4);
    expect(JSON.parse(sent?.body ?? "")).toEqual(said);
  });

  it("are tried, and say what is wrong", async () => {
    const wrong = { works: false, trouble: "It can't be reached.", remedy: "Check the issuer." };
    stubApi({ ...replies(CORP), [`POST ${PATH}/i1/check`]: { body: wrong } });
    const { user } = openPage("/identity-providers");
    await user.click(await button("Try it"));
    expect(await screen.findByRole("alert")).toHaveTextContent("Check the issuer.");
  });

  it("are switched off, and taken away when asked twice", async () => {
    const api = stubApi({
      ...replies(CORP),
      [`PUT ${PATH}/i1`]: { body: CORP },
      [`DELETE ${PATH}/i1`]: { status: 204 },
    });
    const { user } = openPage("/identity-providers");
    await user.click(await button("Switch off"));
    await waitFor(() => expect(api.asked.some(({ method }) => method === "PUT")).toBe(true));
    expect(api.asked.find(({ method }) => method === "PUT")?.body).toContain('"enabled":false');
    await user.click(await button("Take away"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Take away" }));
    await waitFor(() => expect(api.asked.some(({ method }) => method === "DELETE")).toBe(true));
  });

  it("that are none say what they would be", async () => {
    stubApi(replies());
    openPage("/identity-providers");
    expect(await screen.findByText("There is no identity provider yet.")).toBeVisible();
  });
});
