/**
 * Groups: who is in them, made, changed and removed.
 *
 * Never: a member lost by a change of something else.
 */
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { amongPeople, changesIn, FRIENDS, NOAH } from "../../testing/people";

function open(more = {}, permissions?: string[]) {
  const api = stubApi(amongPeople(more, permissions));
  const { user } = openPage("/groups");
  const press = async (name: string) => {
    await user.click(await screen.findByRole("button", { name }));
    return within(await screen.findByRole("dialog"));
  };
  const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  return { api, user, press, gone };
}

describe("groups", () => {
  it("say who is in them now", async () => {
    const { press } = open({ "GET /api/v1/groups/g1/people": { body: { items: [NOAH] } } });
    expect(await screen.findByText("1 person · 1 department")).toBeVisible();
    await expectAccessible();
    const dialog = await press("People of Friends");
    expect(await dialog.findByRole("link", { name: "Noah" })).toBeVisible();
    await expectAccessible();
  });

  it("are made with people and departments", async () => {
    const { api, user, press, gone } = open({
      "POST /api/v1/groups": { status: 201, body: FRIENDS },
    });
    const dialog = await press("Add a group");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(dialog.getByText("Enter a name.")).toBeVisible();
    await user.type(dialog.getByLabelText("Name"), "Deciders");
    await user.click(dialog.getByRole("combobox", { name: "People" }));
    await user.click(await screen.findByRole("option", { name: "Noah" }));
    await user.click(dialog.getByRole("combobox", { name: "Departments" }));
    await user.click(await screen.findByRole("option", { name: "Board" }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([
      [
        "POST",
        "/api/v1/groups",
        { name: "Deciders", description: "", people: ["p2"], departments: ["d1"] },
      ],
    ]);
  });

  it("keep their members when they are renamed, and go", async () => {
    const { api, user, press, gone } = open({
      "PUT /api/v1/groups/g1": { body: FRIENDS },
      "DELETE /api/v1/groups/g1": { status: 204 },
    });
    let dialog = await press("Change Friends");
    await user.type(dialog.getByLabelText("Name"), " all");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    dialog = await press("Remove Friends");
    await user.click(dialog.getByRole("button", { name: "Remove" }));
    await gone();
    const kept = { description: FRIENDS.description, people: ["p1"], departments: ["d1"] };
    expect(changesIn(api.asked)).toEqual([
      ["PUT", "/api/v1/groups/g1", { name: "Friends all", ...kept }],
      ["DELETE", "/api/v1/groups/g1", null],
    ]);
  });

  it("stay as they are for who may not change them", async () => {
    open({}, ["people:read"]);
    expect(await screen.findByText("Friends")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Change Friends" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a group" })).toBeNull();
  });

  it("say what they are for where there is none", async () => {
    open({ "GET /api/v1/groups": { body: { items: [] } } });
    expect(await screen.findByText("There are no groups yet.")).toBeVisible();
  });
});
