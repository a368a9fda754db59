/**
 * Earlier states: who and when, what has changed since in words and lines, and the way back.
 *
 * Never: a way back to what is there already.
 */
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { openRoom, PLACE, SAVED, SKETCH } from "../testing/room";
import { Revisions } from "./Revisions";

const state = (revision: number, savedByName: string | null) => ({
  ...{ revision, savedByName, savedAt: "2026-01-01T09:00:00Z" },
});
const REPLIES = {
  [`GET ${SKETCH}/revisions`]: { body: { items: [state(4, "Ada"), state(2, null)], next: null } },
  [`GET ${SKETCH}/revisions/4`]: { body: { ...state(4, "Ada"), text: SAVED } },
  [`GET ${SKETCH}/revisions/2`]: {
    body: { ...state(2, null), text: SAVED.replace("a: 1", "a: 0").replace("second", "then") },
  },
};

const open = (mayWrite: boolean) =>
  openRoom(
    ({ autosave }) => (
      <Revisions
        place={PLACE}
        autosave={mayWrite ? autosave : undefined}
        onClose={() => undefined}
      />
    ),
    REPLIES,
  );

it("differ in words and lines, and one goes back and forth", async () => {
  const { text, editor, user } = open(true);
  const dialog = within(await screen.findByRole("dialog", { name: "Earlier states" }));
  expect(await dialog.findByText("as saved last")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: /^State 2/ }));
  const since = within(await dialog.findByRole("region", { name: "What has changed since then" }));
  expect(since.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
    "“first” is changed",
    "“second” is new",
    "“then” is gone",
  ]);
  expect(dialog.getByRole("region", { name: "What has changed since" })).toBeVisible();
  await expectAccessible(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Go back to it" }));
  expect(text()).toContain("then");
  editor.undo();
  expect(text()).toBe(SAVED);
});

it("are only read by who reads; what is there already is said to be", async () => {
  const { user } = open(false);
  await user.click(await screen.findByRole("button", { name: /^State 4/ }));
  expect(await screen.findByText("This is what is open now.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: /^State 2/ }));
  await screen.findByRole("region", { name: "What has changed since" });
  expect(screen.queryByRole("button", { name: "Go back to it" })).toBeNull();
});
