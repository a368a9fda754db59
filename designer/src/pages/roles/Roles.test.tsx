/**
 * The page of roles.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { AUDITOR, allowed } from "../../testing/access";
import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";

const ALL = ["access:read", "access:write", "audit:read", "runs:control", "runs:start"];
const row = (name: string) => screen.getByRole("row", { name: new RegExp(name) });
const cells = (name: string) =>
  within(row(name))
    .getAllByRole("cell")
    .map(({ textContent }) => textContent);

/** A page as narrow as a phone's. */
function narrow() {
  const all = window.matchMedia.bind(window);
  vi.spyOn(window, "matchMedia").mockImplementation((query) =>
    Object.assign(all(query), { matches: query.startsWith("(max-width") }),
  );
}

describe("the matrix", () => {
  it("says of each role what it may do, wildcards as a whole", async () => {
    stubApi(allowed("access:read"));
    openPage("/roles");
    await screen.findByRole("table");
    expect(cells("See who did what")).toEqual(["Yes", "No"]);
    expect(cells("Change roles, access")).toEqual(["Yes", "Yes"]);
    expect(cells("^Roles and access")).toEqual(["", "All of it"]);
    expect(cells("Start runs")).toEqual(["Yes", "Everybody"]);
    expect(screen.getByRole("columnheader", { name: /^Administrator\s*2 people/ })).toBeVisible();
    expect(screen.queryByRole("button", { name: "New role" })).toBeNull();
    expect(screen.queryByRole("button", { name: /Change the role/ })).toBeNull();
    await expectAccessible();
  });

  it("shows one role at a time on a phone, named in the address", async () => {
    narrow();
    stubApi(allowed("access:read"));
    const { user } = openPage("/roles?role=auditor");
    const chosen = await screen.findByRole("combobox", { name: "Role" });
    expect(chosen).toHaveValue("auditor");
    expect(screen.queryByRole("table")).toBeNull();
    await user.selectOptions(chosen, "Administrator");
    await waitFor(() => expect(location.search).toBe("?role=admin"));
    await expectAccessible();
  });

  it("is not in the navigation of who may not see it", async () => {
    stubApi(allowed());
    openPage("/processes");
    await screen.findByText("Say hello");
    expect(screen.queryByRole("link", { name: "Roles" })).toBeNull();
    expect(screen.queryByText("Administration")).toBeNull();
  });
});

describe("a role", () => {
  it("is made of a title and what is chosen", async () => {
    const api = stubApi({
      ...allowed(...ALL),
      "PUT /api/v1/roles/door-keeper": { status: 204 },
    });
    const { user } = openPage("/roles");
    await user.click(await screen.findByRole("button", { name: "New role" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Make role" }));
    expect(dialog.getByText("Enter what the role is called.")).toBeVisible();
    await user.type(dialog.getByRole("textbox", { name: "What it is called" }), "Door keeper");
    const access = within(dialog.getByRole("group", { name: "Roles and access" }));
    await user.click(access.getByRole("checkbox", { name: "All of it" }));
    expect(access.getByRole("checkbox", { name: /^Change roles/ })).toBeDisabled();
    const runs = within(dialog.getByRole("group", { name: "Runs" }));
    await user.click(runs.getByRole("checkbox", { name: /^Cancel/ }));
    await expectAccessible(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Make role" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = api.asked.find(({ method }) => method === "PUT");
    expect(JSON.parse(sent?.body ?? "")).toEqual({
      title: "Door keeper",
      permissions: ["access:*", "runs:control"],
      reason: null,
    });
  });

  it("can't be given what one lacks, and the API's refusal is shown as it says it", async () => {
    const refusal = { detail: "You don't have audit:read yourself.", remedy: "Leave it out." };
    stubApi({
      ...allowed("access:read", "access:write"),
      "PUT /api/v1/roles/auditor": { status: 403, body: refusal },
    });
    const { user } = openPage("/roles");
    await user.click(await screen.findByRole("button", { name: "Change the role Auditor" }));
    const dialog = within(await screen.findByRole("dialog"));
    const audit = dialog.getByRole("checkbox", { name: "See who did what" });
    expect(audit).toBeDisabled();
    expect(audit).toHaveAccessibleDescription(
      "You don't have this yourself, so you can't give it.",
    );
    await user.click(dialog.getByRole("button", { name: "Save role" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent(
      "You don't have audit:read yourself.Leave it out.",
    );
  });

  it("is not made under a name that is taken", async () => {
    const api = stubApi(allowed(...ALL));
    const { user } = openPage("/roles");
    await user.click(await screen.findByRole("button", { name: "New role" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByRole("textbox", { name: "What it is called" }), "Auditor");
    await user.click(dialog.getByRole("button", { name: "Make role" }));
    expect(dialog.getByText(/There is a role of this name already/)).toBeVisible();
    expect(api.asked.some(({ method }) => method === "PUT")).toBe(false);
  });

  it("goes once nobody has it, and not before", async () => {
    const api = stubApi({
      ...allowed(...ALL),
      "GET /api/v1/roles": { body: { items: [{ ...AUDITOR, people: 1 }] } },
      "DELETE /api/v1/roles/auditor": { status: 204 },
    });
    const { user } = openPage("/roles");
    const drop = () => screen.findByRole("button", { name: "Delete the role Auditor" });
    await user.click(await drop());
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("1 person has this role. Take it from them first.")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Delete role" }));
    expect(api.asked.some(({ method }) => method === "DELETE")).toBe(false);
  });
});

describe("why", () => {
  const verdict = (more: object) => ({
    "GET /api/v1/permissions/why": {
      body: { person: "p2", permission: "runs:start", process: "demo/hello", ...more },
    },
  });
  const reason = (kind: string, allows: boolean, what = "") => ({
    kind,
    allows,
    what,
    sentence: "",
  });

  it("answers at an address, what decides first", async () => {
    const reasons = [reason("restricted", false, "demo/hello"), reason("role", true, "admin")];
    const api = stubApi({ ...allowed("access:read"), ...verdict({ allowed: false, reasons }) });
    openPage("/roles?view=why&person=p2&permission=runs:start&process=demo/hello");
    expect(await screen.findByText("No: Bob may not do this.")).toBeVisible();
    const said = within(screen.getByRole("list", { name: /^Reasons/ })).getAllByRole("listitem");
    expect(said.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Against it.*demo\/hello is only for those.*See access$/),
      expect.stringMatching(/^For it.*The role Administrator gives it\.$/),
    ]);
    const asked = api.asked.find(({ path }) => path.endsWith("/why"))?.query;
    expect(asked?.get("process")).toBe("demo/hello");
    await expectAccessible();
  });

  it("tells why somebody sees a run", async () => {
    const reasons = [reason("everyone", true), reason("sees", true, "runs:read-team")];
    const api = stubApi({ ...allowed("access:read"), ...verdict({ allowed: true, reasons }) });
    openPage("/roles?view=why&person=p2&permission=runs:start&run=r1");
    expect(await screen.findByText(/somebody whom this person leads/)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "with this run" })).toHaveValue("r1");
    expect(api.asked.find(({ path }) => path.endsWith("/why"))?.query.get("run")).toBe("r1");
    await expectAccessible();
  });

  it("says that an account is switched off", async () => {
    const reasons = [reason("everyone", true)];
    stubApi({ ...allowed("access:read"), ...verdict({ allowed: false, reasons }) });
    openPage("/roles?view=why&person=p2&permission=runs:start");
    expect(await screen.findByText(/The account is switched off/)).toBeVisible();
  });

  it("asks nothing of a permission that nobody knows", async () => {
    const api = stubApi(allowed("access:read"));
    openPage("/roles?view=why&person=p2&permission=runs:fly");
    expect(await screen.findByText("Choose a person and a permission.")).toBeVisible();
    expect(api.asked.some(({ path }) => path.endsWith("/why"))).toBe(false);
  });

  it("leaves the process out where there is none", async () => {
    const reasons = [reason("nothing", false)];
    const api = stubApi({ ...allowed("access:read"), ...verdict({ allowed: false, reasons }) });
    openPage("/roles?view=why&person=p2&permission=audit:read&process=demo/hello");
    expect(await screen.findByText(/^Nothing gives it/)).toBeVisible();
    const asked = api.asked.find(({ path }) => path.endsWith("/why"))?.query;
    expect(asked?.has("process")).toBe(false);
  });
});
