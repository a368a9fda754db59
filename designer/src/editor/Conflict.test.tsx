/**
 * Both sides, in words and in lines, and each answer to them.
 *
 * Never: an answer taken by closing the dialog.
 */
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { openRoom, SAVED, sketch, SKETCH } from "../testing/room";
import { Conflict, Merging } from "./Conflict";

const THEIRS = sketch(SAVED.replace("b: 2", "b: 9"), 7);

function meet(mine: string) {
  const room = openRoom(({ autosave }) => (
    <>
      <Conflict autosave={autosave} onMerge={() => undefined} />
      <Merging autosave={autosave} />
    </>
  ));
  room.type(mine);
  room.hear(THEIRS);
  room.autosave.look(true);
  return room;
}

it("tells what each has changed, and takes both", async () => {
  const { text, user } = meet(`# mine\n${SAVED.replace("a: 1", "a: 7")}`);
  const dialog = within(await screen.findByRole("dialog", { name: /^Bob has saved/ }));
  const side = (name: string) => within(dialog.getByRole("region", { name }));
  expect(side("What Bob has changed").getByText("“second” is changed")).toBeVisible();
  expect(side("What you have changed").getByText("“first” is changed")).toBeVisible();
  await expectAccessible(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Take both" }));
  expect(text()).toBe(`# mine\n${SAVED.replace("a: 1", "a: 7").replace("b: 2", "b: 9")}`);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("lets a person choose where both have written in one place", async () => {
  const { autosave, text, user } = meet(SAVED.replace("b: 2", "b: 7"));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/A person has to choose/)).toBeVisible();
  expect(dialog.queryByRole("button", { name: "Take both" })).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Close" }));
  expect(autosave.state.getState().theirs?.revision).toBe(7);
  expect(text()).toContain("b: 7");
});

it("says so where a text can't be read, and shows its lines", async () => {
  const { user, text } = meet(`${SAVED}  - [`);
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/can't be read at the moment/)).toBeVisible();
  expect(dialog.getByRole("region", { name: "How both differ" })).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Take theirs" }));
  expect(text()).toBe(THEIRS.text);
});

it("is put together by hand beside what is written", async () => {
  const { asked, type, user } = meet(SAVED.replace("b: 2", "b: 7"));
  await user.click(await screen.findByRole("button", { name: "Put together by hand" }));
  const merging = within(await screen.findByRole("region", { name: "Put both together" }));
  type(SAVED.replace("b: 2", "b: 79"));
  await user.click(merging.getByRole("button", { name: "Done, save it" }));
  const put = asked.find(({ path }) => path === SKETCH);
  expect(put?.headers.get("If-Match")).toBe('"7"');
  expect(put?.body).toContain("b: 79");
});
