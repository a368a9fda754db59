/**
 * The page of a person: changed, disabled, away, with hours and exceptions.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { amongPeople, changesIn, NOAH_SHOWN } from "../../testing/people";

const LINK = { sentAt: "2026-01-01T10:00:00Z", expiresAt: "2026-01-08T10:00:00Z" };
const EXCEPTION = {
  ...{ id: "e1", permission: "runs:control", process: "sales/order", allowed: true },
  ...{ reason: "Noah is on holiday", until: "2099-01-01T00:00:00Z", over: false },
  ...{ madeBy: "p1", madeAt: "2026-01-01T10:00:00Z" },
};

function open(more = {}, permissions?: string[]) {
  const api = stubApi(amongPeople(more, permissions));
  const { user } = openPage("/people/p2");
  const press = async (name: string) => {
    await user.click(await screen.findByRole("button", { name }));
    return within(await screen.findByRole("dialog"));
  };
  const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  return { api, user, press, gone };
}

describe("the page of a person", () => {
  it("says where they belong and when they work", async () => {
    open();
    expect(await screen.findByRole("link", { name: "Board > Sales" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Ada" })).toHaveAttribute("href", "/people/p1");
    expect(await screen.findByText("Friends")).toBeVisible();
    expect(screen.getByText("09:00–17:00")).toBeVisible();
    expect(screen.getByText("No absence is planned.")).toBeVisible();
    expect(screen.getByRole("link", { name: /What they may do/ })).toHaveAttribute(
      "href",
      "/roles?view=why&person=p2",
    );
    await expectAccessible();
  });

  it("changes only what was touched", async () => {
    const { api, user, press, gone } = open({ "PATCH /api/v1/people/p2": { body: NOAH_SHOWN } });
    const dialog = await press("Change");
    await expectAccessible();
    await user.type(dialog.getByLabelText("Name"), " Keller");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([["PATCH", "/api/v1/people/p2", { name: "Noah Keller" }]]);
  });

  it("says why a manager can't be", async () => {
    const body = { detail: "It would go round in a circle.", remedy: "Choose somebody else." };
    const { user, press } = open({ "PATCH /api/v1/people/p2": { status: 409, body } });
    const dialog = await press("Change");
    await user.click(dialog.getByRole("combobox", { name: "Manager" }));
    await user.click(await screen.findByRole("option", { name: /Noah/ }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("It would go round in a circle.");
  });

  it("disables somebody, with a reason, after saying what follows", async () => {
    const { api, user, press, gone } = open({
      "POST /api/v1/people/p2/disable": { body: NOAH_SHOWN },
    });
    const dialog = await press("Disable");
    expect(dialog.getByText(/sign-ins and API keys end at once/)).toBeVisible();
    await user.type(dialog.getByLabelText("Reason"), "left");
    await user.click(dialog.getByRole("button", { name: "Disable" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([
      ["POST", "/api/v1/people/p2/disable", { reason: "left" }],
    ]);
  });

  it("sends an invitation again, and withdraws it", async () => {
    const invited = { ...NOAH_SHOWN, state: "invited", invitation: LINK };
    const { api, user, press, gone } = open({
      "GET /api/v1/people/p2": { body: invited },
      "POST /api/v1/people/p2/invitation": { body: invited },
      "DELETE /api/v1/people/p2/invitation": { body: invited },
    });
    expect(await screen.findByText(/the link works until/)).toBeVisible();
    let dialog = await press("Send again");
    await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
    await gone();
    dialog = await press("Withdraw");
    await user.click(dialog.getByRole("button", { name: "Withdraw" }));
    await gone();
    expect(changesIn(api.asked).map(([method]) => method)).toEqual(["POST", "DELETE"]);
  });

  it("offers nothing to change to who may not", async () => {
    const shown = { ...NOAH_SHOWN, roles: null, state: null };
    open({ "GET /api/v1/people/p2": { body: shown } }, ["people:read"]);
    expect(await screen.findByText("noah@demo.example")).toBeVisible();
    for (const name of ["Change", "Disable", "Change the hours", "Absence of Noah"])
      expect(screen.queryByRole("button", { name })).toBeNull();
    expect(screen.queryByText("Exceptions")).toBeNull();
  });

  it("that is not there says so, with the way back", async () => {
    const body = { detail: "The person p2 is not there.", remedy: "Look in the list." };
    open({ "GET /api/v1/people/p2": { status: 404, body } });
    expect(await screen.findByRole("alert")).toHaveTextContent("The person p2 is not there.");
  });
});

describe("hours", () => {
  it("are changed by day, and faults are named", async () => {
    const { api, user, press, gone } = open({ "PATCH /api/v1/people/p2": { body: NOAH_SHOWN } });
    const dialog = await press("Change the hours");
    await user.click(dialog.getByRole("button", { name: "Add hours on Tuesday" }));
    const until = dialog.getByLabelText("Tuesday, until");
    fireEvent.change(until, { target: { value: "08:00" } });
    expect(dialog.getByText(/not overlap: Tuesday/)).toBeVisible();
    fireEvent.change(until, { target: { value: "00:00" } });
    await expectAccessible();
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    const workingHours = { monday: [["09:00", "17:00"]], tuesday: [["09:00", "24:00"]] };
    expect(changesIn(api.asked)).toEqual([["PATCH", "/api/v1/people/p2", { workingHours }]]);
  });

  it("become those of the organisation again", async () => {
    const { api, user, press, gone } = open({ "PATCH /api/v1/people/p2": { body: NOAH_SHOWN } });
    const dialog = await press("Change the hours");
    await user.click(dialog.getByRole("button", { name: /of the organisation/ }));
    await gone();
    expect(changesIn(api.asked)).toEqual([["PATCH", "/api/v1/people/p2", { workingHours: null }]]);
  });
});

describe("exceptions", () => {
  const list = { "GET /api/v1/people/p2/exceptions": { body: { items: [EXCEPTION] } } };

  it("are shown with reason and end, and ended early", async () => {
    const end = { "DELETE /api/v1/people/p2/exceptions/e1": { status: 204 } };
    const { api, user, press, gone } = open({ ...list, ...end });
    expect(await screen.findByText("Noah is on holiday")).toBeVisible();
    expect(screen.getByText(/sales\/order/)).toBeVisible();
    const dialog = await press("End the exception: Cancel, pause, resume and retry runs");
    await user.click(dialog.getByRole("button", { name: "End" }));
    await gone();
    expect(changesIn(api.asked)).toHaveLength(1);
  });

  it("are made with a reason and an end", async () => {
    const permission = { name: "runs:read-all", ofProcesses: true, everyone: false };
    const { api, user, press, gone } = open({
      "GET /api/v1/permissions": { body: { items: [permission], rights: {} } },
      "POST /api/v1/people/p2/exceptions": { status: 201, body: EXCEPTION },
    });
    const dialog = await press("Make an exception");
    await user.click(dialog.getByRole("button", { name: "Make an exception" }));
    for (const text of [/Choose what it is about/, /Enter a reason/, /Enter the last day/])
      expect(dialog.getByText(text)).toBeVisible();
    await expectAccessible();
    await user.click(dialog.getByLabelText("May not"));
    await user.click(dialog.getByRole("combobox", { name: "do this" }));
    await user.click((await screen.findAllByRole("option"))[0] ?? document.body);
    await user.type(dialog.getByLabelText("Reason"), "an audit");
    await user.type(dialog.getByLabelText("Until the end of"), "2026-12-31");
    await user.click(dialog.getByRole("button", { name: "Make an exception" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([
      [
        "POST",
        "/api/v1/people/p2/exceptions",
        {
          permission: "runs:read-all",
          process: "*/*",
          allowed: false,
          reason: "an audit",
          until: new Date(2027, 0, 1).toISOString(),
        },
      ],
    ]);
  });
});

describe("an absence", () => {
  const absence = {
    ...{ id: "a1", since: "2026-01-01T00:00:00Z", until: "2099-01-01T00:00:00Z" },
    deputy: { id: "p1", name: "Ada" },
  };

  it("says who stands in, and can be removed", async () => {
    const away = { until: absence.until, deputy: absence.deputy };
    const { api, user } = open({
      "GET /api/v1/people/p2": { body: { ...NOAH_SHOWN, away, standIn: null } },
      "GET /api/v1/people/p2/absences": { body: { items: [absence] } },
      "DELETE /api/v1/people/p2/absences/a1": { status: 204 },
    });
    expect(await screen.findByText(/Nobody stands in/)).toBeVisible();
    await user.click(await screen.findByRole("button", { name: /Remove the absence/ }));
    await waitFor(() => expect(changesIn(api.asked)).toHaveLength(1));
  });

  it("of one's own is noted from the person's menu, with a deputy", async () => {
    const { api, user, gone } = open({
      "GET /api/v1/me/profile": { body: { ...NOAH_SHOWN, id: "p1", name: "Ada" } },
      "GET /api/v1/me/absences": { body: { items: [] } },
      "GET /api/v1/me/security": "never",
      "GET /api/v1/me/sessions": { body: { items: [] } },
      "GET /api/v1/me/sign-ins": { body: { items: [], next: null } },
      "POST /api/v1/me/absences": { status: 201, body: absence },
    });
    await user.click(await screen.findByRole("button", { name: /your account/ }));
    await user.click(await screen.findByRole("menuitem", { name: "I am away …" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(dialog.getByText("Enter the last day.")).toBeVisible();
    await user.type(dialog.getByLabelText("Until the end of"), "2026-12-31");
    await user.click(dialog.getByRole("combobox", { name: "Deputy" }));
    await user.click(await screen.findByRole("option", { name: /Noah/ }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    const until = new Date(2027, 0, 1).toISOString();
    expect(changesIn(api.asked)).toEqual([
      ["POST", "/api/v1/me/absences", { since: null, until, deputyId: "p2" }],
    ]);
  });
});
