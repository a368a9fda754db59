/**
 * The page of API keys: made, shown once, rotated, revoked; and the accounts of services.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ADA, type Replies, signedIn, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const SECRET = "bat_once-and-never-again";
const KEY = {
  id: "k1",
  name: "Nightly import",
  prefix: "bat_abcdef",
  person: { id: "p1", name: "Ada", kind: "person" },
  scopes: ["runs:*"],
  networks: [],
  createdAt: "2026-01-01T10:00:00Z",
  expiresAt: "2099-01-01T10:00:00Z",
  expired: false,
  lastUsedAt: null,
  lastUsedFrom: null,
  successor: null,
};
const ROBOT = {
  id: "s1",
  name: "deployer",
  roles: ["designer"],
  owner: "p1",
  ownerName: "Ada",
  createdAt: "2026-01-01T10:00:00Z",
  disabledAt: null,
};
const OWN = ["me:read", "me:write", "runs:read", "runs:start"];

function page(keys: readonly object[], more: Replies = {}, also: readonly string[] = []): Replies {
  const me = { ...ADA, permissions: [...OWN, ...also] };
  return {
    ...signedIn(),
    "GET /api/v1/me": { body: me },
    "GET /api/v1/keys": { body: { items: keys, next: null } },
    ...more,
  };
}
const row = async (name: string) => {
  const entry = (await screen.findByText(name)).closest("li");
  if (entry === null) throw new Error(`${name} stands in no list.`);
  return within(entry);
};

describe("the list of keys", () => {
  it("says of each what it may do, until when and when it was used", async () => {
    const used = { lastUsedAt: "2026-01-02T10:00:00Z", lastUsedFrom: "192.0.2.7" };
    const networks = ["192.0.2.0/24", "2001:db8::/32"];
    stubApi(
      page([
        { ...KEY, ...used, networks },
        { ...KEY, id: "k2", name: "Old", expired: true },
      ]),
    );
    openPage("/keys");
    const first = await row("Nightly import");
    expect(first.getByText("bat_abcdef…")).toBeVisible();
    expect(first.getByText("runs:*")).toBeVisible();
    expect(first.getByText("only from 192.0.2.0/24, 2001:db8::/32")).toBeVisible();
    expect(first.getByText(/from 192\.0\.2\.7/)).toBeVisible();
    const old = await row("Old");
    expect(old.getByText("ended")).toBeVisible();
    expect(old.queryByRole("button", { name: "Rotate Old" })).toBeNull();
    await expectAccessible();
  });

  it("that is empty says what a key is for", async () => {
    stubApi(page([]));
    openPage("/keys");
    expect(await screen.findByText("There is no key yet.")).toBeVisible();
  });

  it("is only text, however a name looks", async () => {
    stubApi(page([{ ...KEY, name: "<i>x</i> مرحبا" }]));
    openPage("/keys");
    expect(await screen.findByText("<i>x</i> مرحبا")).toBeVisible();
  });

  it("offers others' keys only to who may see them", async () => {
    stubApi(page([KEY]));
    openPage("/keys");
    await row("Nightly import");
    expect(screen.queryByRole("radio", { name: "Service accounts" })).toBeNull();
  });
});

describe("a new key", () => {
  it("is asked for with what was chosen, shown once and then gone", async () => {
    const api = stubApi(
      page([], { "POST /api/v1/keys": { status: 201, body: { ...KEY, key: SECRET } } }),
    );
    const { user } = openPage("/keys");
    await user.click(await screen.findByRole("button", { name: "Create key" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: "What it is for" }), " Nightly ");
    await user.click(dialog.getByRole("checkbox", { name: "runs:read" }));
    await user.type(
      dialog.getByRole("textbox", { name: "Where it may be used from" }),
      "192.0.2.0/24, 2001:db8::1",
    );
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Create key" }));
    expect(await screen.findByText(SECRET)).toBeVisible();
    await user.keyboard("{Escape}");
    expect(screen.getByText(SECRET)).toBeVisible();
    const asked = api.asked.find(({ method }) => method === "POST");
    expect(JSON.parse(asked?.body ?? "")).toEqual({
      name: "Nightly",
      scopes: ["runs:read"],
      days: 90,
      networks: ["192.0.2.0/24", "2001:db8::1"],
      account: null,
    });
    await user.click(screen.getByRole("button", { name: "I have copied it" }));
    await waitFor(() => expect(screen.queryByText(SECRET)).toBeNull());
  });

  it("needs a name and a permission", async () => {
    const api = stubApi(page([]));
    const { user } = openPage("/keys");
    await user.click(await screen.findByRole("button", { name: "Create key" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Create key" }));
    expect(await dialog.findByText("Enter what it is for.")).toBeVisible();
    expect(dialog.getByText("Choose at least one permission.")).toBeVisible();
    expect(api.asked.some(({ method }) => method === "POST")).toBe(false);
  });

  it("that is refused says why", async () => {
    const body = { detail: "There is a key called x already.", remedy: "Choose another name." };
    stubApi(page([], { "POST /api/v1/keys": { status: 409, body } }));
    const { user } = openPage("/keys");
    await user.click(await screen.findByRole("button", { name: "Create key" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: "What it is for" }), "x");
    await user.click(dialog.getByRole("radio", { name: "All that I may" }));
    await user.click(dialog.getByRole("button", { name: "Create key" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("There is a key called x already.");
  });
});

describe("a key that is there", () => {
  it("is rotated, with the successor shown once", async () => {
    const made = { status: 201, body: { ...KEY, id: "k2", key: SECRET } };
    const api = stubApi(page([KEY], { "POST /api/v1/keys/k1/rotate": made }));
    const { user } = openPage("/keys");
    await user.click(await screen.findByRole("button", { name: "Rotate Nightly import" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.selectOptions(dialog.getByRole("combobox"), "72");
    await user.click(dialog.getByRole("button", { name: "Rotate" }));
    expect(await screen.findByText(SECRET)).toBeVisible();
    expect(api.asked.find(({ method }) => method === "POST")?.body).toBe('{"overlapHours":72}');
  });

  it("is revoked after a question", async () => {
    const api = stubApi(page([KEY], { "DELETE /api/v1/keys/k1": { status: 204 } }));
    const { user } = openPage("/keys");
    await user.click(await screen.findByRole("button", { name: "Revoke Nightly import" }));
    const dialog = within(await screen.findByRole("dialog"));
    Object.assign(api.replies, { "GET /api/v1/keys": { body: { items: [], next: null } } });
    await user.click(dialog.getByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("There is no key yet.")).toBeVisible();
  });
});

describe("service accounts", () => {
  const replies = { "GET /api/v1/service-accounts": { body: { items: [ROBOT] } } };
  const may = ["service-accounts:write"];

  it("are listed with who answers for them, and get keys", async () => {
    const made = { status: 201, body: { ...KEY, key: SECRET } };
    const api = stubApi(page([], { ...replies, "POST /api/v1/keys": made }, may));
    const { user } = openPage("/keys?of=services");
    const robot = await row("deployer");
    expect(robot.getByText("Designer")).toBeVisible();
    expect(robot.getByText("Ada answers for it")).toBeVisible();
    await expectAccessible();
    await user.click(robot.getByRole("button", { name: "Create a key for deployer" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: "What it is for" }), "ci");
    await user.click(dialog.getByRole("radio", { name: "All that I may" }));
    await user.selectOptions(dialog.getByRole("combobox"), "Without end");
    await user.click(dialog.getByRole("button", { name: "Create key" }));
    expect(await screen.findByText(SECRET)).toBeVisible();
    const asked = api.asked.find(({ method }) => method === "POST");
    expect(JSON.parse(asked?.body ?? "")).toMatchObject({ account: "s1", days: null });
  });

  it("are made with a name and roles, also the organisation's own", async () => {
    const role = { permissions: [], patterns: [], people: 0 };
    const items = [
      { ...role, name: "operator", title: "Operator", builtIn: true },
      { ...role, name: "robots", title: "What robots do", builtIn: false },
      { ...role, name: "mighty", title: "Mighty", builtIn: false, permissions: ["x:y"] },
    ];
    const made = {
      "POST /api/v1/service-accounts": { status: 201, body: ROBOT },
      "GET /api/v1/roles": { body: { items } },
    };
    const api = stubApi(page([], { ...replies, ...made }, [...may, "access:read"]));
    const { user } = openPage("/keys?of=services");
    await user.click(await screen.findByRole("button", { name: "Create account" }));
    const dialog = within(await screen.findByRole("dialog"));
    const name = dialog.getByRole("textbox", { name: "Name" });
    await user.type(name, "My robot");
    await user.click(dialog.getByRole("button", { name: "Create account" }));
    expect(await dialog.findByText(/beginning and ending/)).toBeVisible();
    await user.clear(name);
    await user.type(name, "robot");
    await user.click(dialog.getByRole("checkbox", { name: "Operator" }));
    await user.click(dialog.getByRole("checkbox", { name: "What robots do" }));
    expect(dialog.queryByRole("checkbox", { name: "Mighty" })).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Create account" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const asked = api.asked.find(({ method }) => method === "POST");
    expect(JSON.parse(asked?.body ?? "")).toEqual({
      name: "robot",
      roles: ["operator", "robots"],
    });
  });

  it("are disabled after a question", async () => {
    const done = { "PATCH /api/v1/service-accounts/s1": { body: ROBOT } };
    const api = stubApi(page([], { ...replies, ...done }, may));
    const { user } = openPage("/keys?of=services");
    await user.click(await screen.findByRole("button", { name: "Disable deployer" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Disable" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(api.asked.find(({ method }) => method === "PATCH")?.body).toBe('{"disabled":true}');
  });
});
