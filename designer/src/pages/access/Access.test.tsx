/**
 * Who has been granted a process.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { allowed } from "../../testing/access";
import { expectAccessible } from "../../testing/accessible";
import { HELLO, type Replies, stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const AT = "/api/v1/processes/demo/hello/access";
const PAGE = "/processes/demo/hello?view=access";
const TEAM = {
  subject: { kind: "department", id: "Sales" },
  name: null,
  rights: ["start"],
  grantedBy: "p1",
  grantedAt: "2026-01-01T10:00:00Z",
};
const access = (more: object = {}) => ({
  process: "demo/hello",
  restricted: false,
  grants: [TEAM],
  mayChange: true,
  ...more,
});
const VERSION = { namespace: "demo", name: "hello", version: "1.0.0", state: "published" };

function process(shown: object, ...permissions: readonly string[]): Replies {
  return {
    ...allowed("access:read", ...permissions),
    "GET /api/v1/processes/demo/hello": { body: { ...HELLO, versions: [VERSION] } },
    [`GET ${AT}`]: { body: shown },
  };
}
const WRITER = ["access:write", "runs:start", "runs:control"];

describe("access", () => {
  it("is saved as one, with a reason", async () => {
    const after = access({ restricted: true });
    const api = stubApi({ ...process(access(), ...WRITER), [`PUT ${AT}`]: { body: after } });
    const { user } = openPage(PAGE);
    const rights = within(await screen.findByRole("group", { name: "What Sales may do" }));
    expect(rights.getByRole("checkbox", { name: "Start" })).toBeChecked();
    expect(screen.queryByRole("button", { name: "Save access" })).toBeNull();
    await user.click(rights.getByRole("checkbox", { name: "Operate" }));
    const door = screen.getByRole("switch");
    await user.click(door);
    expect(door).toHaveAccessibleDescription(/doesn't see the process at all/);
    fireEvent.change(screen.getByLabelText("Reason (optional)"), { target: { value: "Audit 7" } });
    await user.click(screen.getByRole("button", { name: "Save access" }));
    expect(await screen.findByText("Saved. It counts from now on.")).toBeVisible();
    const sent = api.asked.find(({ method }) => method === "PUT");
    expect(JSON.parse(sent?.body ?? "")).toEqual({
      restricted: true,
      grants: [{ subject: TEAM.subject, rights: ["start", "operate"] }],
      reason: "Audit 7",
    });
  });

  it("can be changed by everybody who may", async () => {
    stubApi(process(access(), ...WRITER));
    openPage(PAGE);
    await screen.findByRole("group", { name: "What Sales may do" });
    await expectAccessible();
  });

  it("is granted to somebody besides, and nobody twice", async () => {
    stubApi(process(access(), ...WRITER));
    const { user } = openPage(PAGE);
    const add = within(await screen.findByRole("group", { name: "Add somebody" }));
    await user.selectOptions(add.getByRole("combobox", { name: "Whom" }), "Department");
    fireEvent.change(add.getByLabelText("Which department"), { target: { value: "Sales" } });
    expect(add.getByRole("button", { name: "Add to the list" })).toHaveAttribute("aria-disabled");
    await user.selectOptions(add.getByRole("combobox", { name: "Whom" }), "Everyone");
    await user.click(add.getByRole("button", { name: "Add to the list" }));
    expect(await screen.findByRole("group", { name: "What Everyone may do" })).toBeVisible();
    expect(screen.getByText("Not saved yet.")).toBeVisible();
  });

  it("without a right is not saved, and the refusal of the API is shown", async () => {
    const refusal = { detail: "You don't have runs:control yourself.", remedy: "Leave it out." };
    const api = stubApi({
      ...process(access(), ...WRITER),
      [`PUT ${AT}`]: { status: 403, body: refusal },
    });
    const { user } = openPage(PAGE);
    const rights = within(await screen.findByRole("group", { name: "What Sales may do" }));
    await user.click(rights.getByRole("checkbox", { name: "Start" }));
    await user.click(screen.getByRole("button", { name: "Save access" }));
    expect(screen.getByText(/Choose at least one right/)).toBeVisible();
    expect(api.asked.some(({ method }) => method === "PUT")).toBe(false);
    await user.click(rights.getByRole("checkbox", { name: "Operate" }));
    await user.click(screen.getByRole("button", { name: "Save access" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("runs:control yourself");
    expect(rights.getByRole("checkbox", { name: "Operate" })).toBeChecked();
  });

  it("is not left without a question while it isn't saved", async () => {
    stubApi(process(access(), ...WRITER));
    const { user } = openPage(PAGE);
    await user.click(await screen.findByRole("button", { name: "Take off: Sales" }));
    const leave = () => user.click(screen.getByRole("link", { name: "Versions 1" }));
    await leave();
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Stay here" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("Not saved yet.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    expect(screen.getByRole("group", { name: "What Sales may do" })).toBeVisible();
    await leave();
    await waitFor(() => expect(location.search).toContain("view=versions"));
  });

  it("can't be given by who lacks it themselves", async () => {
    stubApi(process(access(), "access:write", "runs:start"));
    openPage(PAGE);
    const rights = within(await screen.findByRole("group", { name: "What Sales may do" }));
    const operate = rights.getByRole("checkbox", { name: "Operate" });
    await waitFor(() => expect(operate).toBeDisabled());
    expect(operate).toHaveAccessibleDescription(/You don't have this yourself here/);
  });

  it("is only shown to who may only read it, and hidden from everybody else", async () => {
    stubApi(process(access({ mayChange: false })));
    openPage(PAGE);
    expect(await screen.findByText("You can see who has access, not change it.")).toBeVisible();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.getByRole("switch")).toBeDisabled();
    await expectAccessible();
  });

  it("of all of a namespace has a page of its own", async () => {
    stubApi({
      ...allowed("access:read", ...WRITER),
      "GET /api/v1/processes/demo/*/access": { body: access({ process: "demo/*" }) },
    });
    openPage("/access/demo");
    expect(await screen.findByRole("heading", { name: "Access to all of demo" })).toBeVisible();
    expect(await screen.findByRole("group", { name: "What Sales may do" })).toBeVisible();
  });

  it("of a namespace is not there for who may not see it", async () => {
    const api = stubApi(allowed());
    openPage("/access/demo");
    expect(await screen.findByRole("heading", { name: "Nothing here" })).toBeVisible();
    expect(api.asked.some(({ path }) => path.endsWith("/access"))).toBe(false);
  });
});
