/**
 * The tree of departments: seen, grown, moved by menu and by dragging.
 *
 * Never: a sleep; what is waited for is seen.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { openPage } from "../../testing/page";
import { amongPeople, BOARD, changesIn, SALES } from "../../testing/people";

const LAB = { ...BOARD, id: "d3", name: "Lab", path: ["Lab"], head: null, people: 0 };
const TREE = { body: { items: [BOARD, SALES, LAB] } };

function open(more = {}, permissions?: string[]) {
  const api = stubApi(amongPeople({ "GET /api/v1/departments": TREE, ...more }, permissions));
  const { user } = openPage("/departments");
  const choose = async (name: string, item: string) => {
    await user.click(await screen.findByRole("button", { name: `Change ${name}` }));
    await user.click(await screen.findByRole("menuitem", { name: item }));
    return within(await screen.findByRole("dialog"));
  };
  const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  return { api, user, choose, gone };
}

describe("departments", () => {
  it("are a tree that says who leads what", async () => {
    open();
    const board = (await screen.findByRole("link", { name: "Board" })).closest("li");
    expect(within(board ?? document.body).getByRole("link", { name: "Sales" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Ada" })).toHaveAttribute("href", "/people/p1");
    expect(screen.getByText("2 people")).toBeVisible();
    await expectAccessible();
  });

  it("say how the first one comes about", async () => {
    open({ "GET /api/v1/departments": { body: { items: [] } } });
    expect(await screen.findByText("There are no departments yet.")).toBeVisible();
  });

  it("are added, renamed, given a head and removed by menu", async () => {
    const { api, user, choose, gone } = open({
      "POST /api/v1/departments": { status: 201, body: SALES },
      "PATCH /api/v1/departments/d2": { body: SALES },
      "DELETE /api/v1/departments/d2": { status: 204 },
    });
    let dialog = await choose("Sales", "Add a department below");
    await user.type(dialog.getByLabelText("Name"), "North");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    dialog = await choose("Sales", "Rename");
    await user.clear(dialog.getByLabelText("Name"));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    expect(dialog.getByText("Enter a name.")).toBeVisible();
    await user.type(dialog.getByLabelText("Name"), "Selling");
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    dialog = await choose("Sales", "Choose the head");
    await user.click(dialog.getByRole("combobox", { name: "Head" }));
    await user.click(await screen.findByRole("option", { name: /Noah/ }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    dialog = await choose("Sales", "Remove");
    await user.click(dialog.getByRole("button", { name: "Remove" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([
      ["POST", "/api/v1/departments", { name: "North", parentId: "d2" }],
      ["PATCH", "/api/v1/departments/d2", { name: "Selling" }],
      ["PATCH", "/api/v1/departments/d2", { headId: "p2" }],
      ["DELETE", "/api/v1/departments/d2", null],
    ]);
  });

  it("are moved by menu, never below themselves", async () => {
    const { api, user, choose, gone } = open({ "PATCH /api/v1/departments/d1": { body: BOARD } });
    const dialog = await choose("Board", "Move");
    await user.click(dialog.getByRole("combobox", { name: "Below" }));
    expect((await screen.findAllByRole("option")).map((one) => one.textContent)).toEqual(["Lab"]);
    await user.click(screen.getByRole("option", { name: "Lab" }));
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await gone();
    expect(changesIn(api.asked)).toEqual([["PATCH", "/api/v1/departments/d1", { parentId: "d3" }]]);
  });

  it("are moved by dragging, and say why not", async () => {
    const full = { detail: "There is a Lab already.", remedy: "Choose another name." };
    const { api } = open({ "PATCH /api/v1/departments/d3": { status: 409, body: full } });
    const row = async (name: string) =>
      (await screen.findByRole("link", { name })).parentElement ?? document.body;
    fireEvent.dragStart(await row("Lab"), { dataTransfer: { setData: () => undefined } });
    fireEvent.dragOver(await row("Board"));
    fireEvent.drop(await row("Board"));
    expect(await screen.findByRole("alert")).toHaveTextContent("There is a Lab already.");
    expect(changesIn(api.asked)).toEqual([["PATCH", "/api/v1/departments/d3", { parentId: "d1" }]]);
  });

  it("stay as they are for who may not change them", async () => {
    open({}, ["people:read"]);
    expect(await screen.findByRole("link", { name: "Board" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Change Board" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a department" })).toBeNull();
  });
});
