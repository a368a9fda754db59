/**
 * The list of people: found, invited, taken in from a table.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { amongPeople, changesIn, NOAH, NOAH_SHOWN } from "../../testing/people";

const rowOf = async (name: string) => {
  const row = (await screen.findByRole("link", { name })).closest("li");
  if (row === null) throw new Error(`${name} stands in no list.`);
  return within(row);
};

describe("the list of people", () => {
  it("says who they are, and who is away", async () => {
    const away = { until: "2099-01-01T00:00:00Z", deputy: { id: "p1", name: "Ada" } };
    const noah = { ...NOAH, state: "invited", roles: ["member", "auditor"], away };
    stubApi(amongPeople({ "GET /api/v1/people": { body: { items: [noah], next: null } } }));
    openPage("/people");
    const row = await rowOf("Noah");
    for (const text of ["noah@demo.example", "Sales", "Manager: Ada", "Deputy: Ada", "Invited"])
      expect(row.getByText(text)).toBeVisible();
    expect(row.getByText(/Away until/)).toBeVisible();
    expect(await row.findByText("Member, Reads everything")).toBeVisible();
    await expectAccessible();
  });

  it("asks for what the address says, page by page", async () => {
    const first = { items: [NOAH], next: "onward" };
    const last = { items: [{ ...NOAH, id: "p3", name: "Mei" }], next: null };
    const api = stubApi(
      amongPeople({
        "GET /api/v1/people": ({ query }) => ({ body: query.has("cursor") ? last : first }),
      }),
    );
    const { user } = openPage("/people?state=invited&role=member&department=d2");
    await user.click(await screen.findByRole("button", { name: "Show more" }));
    await rowOf("Mei");
    const asked = api.asked.filter(({ path }) => path === "/api/v1/people");
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([
      { state: "invited", role: "member", department: "d2", limit: "50" },
      { state: "invited", role: "member", department: "d2", limit: "50", cursor: "onward" },
    ]);
  });

  it("that is empty shows the way back to everybody", async () => {
    const api = stubApi(amongPeople());
    api.replies["GET /api/v1/people"] = ({ query }) => ({
      body: { items: query.has("search") ? [] : [NOAH], next: null },
    });
    const { user } = openPage("/people?search=x");
    expect(await screen.findByText("Nobody matches.")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    await rowOf("Noah");
  });

  it("offers nothing to change to who may not", async () => {
    const noah = { ...NOAH, roles: null, state: null };
    const list = { "GET /api/v1/people": { body: { items: [noah], next: null } } };
    stubApi(amongPeople(list, ["people:read"]));
    openPage("/people");
    await rowOf("Noah");
    expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
    expect(screen.queryByText("State")).toBeNull();
  });
});

describe("an invitation", () => {
  it("is sent with roles, department and manager", async () => {
    const api = stubApi(amongPeople({ "POST /api/v1/people": { status: 201, body: NOAH_SHOWN } }));
    const { user } = openPage("/people");
    await user.click(await screen.findByRole("button", { name: "Invite" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    expect(dialog.getByText("Enter an email address.")).toBeVisible();
    expect(dialog.getByText("Enter a name.")).toBeVisible();
    await expectAccessible();
    await user.type(dialog.getByLabelText("Email"), " mei@x.y ");
    await user.type(dialog.getByLabelText("Name"), "Mei");
    await user.click(dialog.getByRole("combobox", { name: "Roles" }));
    const offered = await screen.findAllByRole("option");
    expect(offered.map((one) => one.textContent)).toEqual(["Member", "Reads everything"]);
    await user.click(screen.getByRole("option", { name: "Reads everything" }));
    await user.click(dialog.getByRole("combobox", { name: "Department" }));
    await user.click(await screen.findByRole("option", { name: "Board > Sales" }));
    await user.click(dialog.getByRole("combobox", { name: "Manager" }));
    await user.click(await screen.findByRole("option", { name: /Noah/ }));
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const wanted = {
      email: "mei@x.y",
      name: "Mei",
      roles: ["member", "auditor"],
      departmentId: "d2",
      managerId: "p2",
      invite: true,
    };
    expect(changesIn(api.asked)).toEqual([["POST", "/api/v1/people", wanted]]);
  });

  it("that is refused says why, and keeps what was entered", async () => {
    const body = { detail: "This address is taken.", remedy: "Look for them in the list." };
    stubApi(amongPeople({ "POST /api/v1/people": { status: 409, body } }));
    const { user } = openPage("/people");
    await user.click(await screen.findByRole("button", { name: "Invite" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("Email"), "m@x.y");
    await user.type(dialog.getByLabelText("Name"), "<b>مي");
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("This address is taken.");
    expect(dialog.getByLabelText("Name")).toHaveValue("<b>مي");
  });
});

describe("a table", () => {
  const none = { dryRun: true, new: 0, changed: 0, unchanged: 0, lines: [], errors: [] };
  const fields = { name: ["", "Mei"], department: ["Board", "Sales"], roles: ["", ""] };
  const line = { line: 2, email: "mei@demo.example", name: "Mei", change: "new", fields };
  const fault = { line: 3, column: "email", message: "No address.", remedy: "Write one." };

  async function choose(answer: object) {
    const api = stubApi(amongPeople({ "POST /api/v1/people/import": { body: answer } }));
    const { user } = openPage("/people");
    await user.click(await screen.findByRole("button", { name: "Import a table" }));
    const dialog = within(await screen.findByRole("dialog"));
    const field = document.querySelector<HTMLInputElement>("input[type=file]");
    if (field === null) throw new Error("No field for a file.");
    await user.upload(field, new File(["email,name\nx,X\n"], "p.csv", { type: "text/csv" }));
    return { api, user, dialog };
  }
  const sentTo = (api: ReturnType<typeof stubApi>) =>
    api.asked
      .filter(({ method }) => method === "POST")
      .map(({ query }) => [query.get("dryRun"), query.get("invite")]);

  it("shows line by line what it would do, and then does it", async () => {
    const { api, user, dialog } = await choose({ ...none, new: 1, changed: 1, lines: [line] });
    expect(await dialog.findByText("1 new, 1 changed, 0 as they were.")).toBeVisible();
    const shown = within(dialog.getByRole("list", { name: "What would change" }));
    for (const text of ["Line 2", "mei@demo.example", "Sales", "Board"])
      expect(shown.getByText(text)).toBeVisible();
    expect(dialog.getByText("And 1 more.")).toBeVisible();
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Import" }));
    expect(await screen.findByText(/The table has been imported/)).toBeVisible();
    expect(sentTo(api)).toEqual([
      ["true", "false"],
      ["false", "true"],
    ]);
    const [asked] = api.asked.filter(({ method }) => method === "POST");
    expect(asked?.headers.get("Content-Type")).toBe("text/csv");
  });

  it("with a fault says what to do, and can't be taken in", async () => {
    const { api, user, dialog } = await choose({ ...none, unchanged: 1, errors: [fault] });
    expect(await dialog.findByText("No address.")).toBeVisible();
    expect(dialog.getByText("Write one.")).toBeVisible();
    expect(dialog.getByText("Line 3 · Email")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Import" }));
    expect(sentTo(api)).toEqual([["true", "false"]]);
  });
});
