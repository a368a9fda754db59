/**
 * News of what another has saved: shown calmly, with what can be done.
 *
 * Never: a dialog over who writes.
 */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { openRoom, SAVED, sketch } from "../testing/room";
import { News } from "./News";

const THEIRS = sketch(SAVED.replace("b: 2", "b: 9"), 7);

it("is that theirs is shown, and what was there comes back", async () => {
  const { hear, text, user } = openRoom(({ autosave }) => <News autosave={autosave} />);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  hear(THEIRS);
  expect(screen.getByText(/^Bob saved at .*that is what you see now/)).toBeVisible();
  expect(text()).toBe(THEIRS.text);
  await user.click(screen.getByRole("button", { name: "Bring back what I had" }));
  expect(text()).toBe(SAVED);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

it("goes when it was read", async () => {
  const { hear, text, user } = openRoom(({ autosave }) => <News autosave={autosave} />);
  hear({ ...THEIRS, isMine: true });
  expect(screen.getByText(/^You saved in another place/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "All right" }));
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  expect(text()).toBe(THEIRS.text);
});

it("offers both where they don't touch each other", async () => {
  const { hear, text, type, user, asked } = openRoom(({ autosave }) => (
    <News autosave={autosave} />
  ));
  type(SAVED.replace("a: 1", "a: 7"));
  hear(THEIRS);
  expect(await screen.findByText(/both can stand/)).toBeVisible();
  expect(screen.queryByRole("dialog")).toBeNull();
  await expectAccessible(document.body);
  await user.click(screen.getByRole("button", { name: "Take both" }));
  expect(text()).toBe(THEIRS.text.replace("a: 1", "a: 7"));
  expect(asked).toEqual([]);
});

it("offers a look where they do, and says where mine is", async () => {
  const { hear, autosave, type, user } = openRoom((room) => <News autosave={room.autosave} />);
  type(SAVED.replace("b: 2", "b: 7"));
  hear(THEIRS);
  expect(await screen.findByText(/kept in this browser/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Take both" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Look at both" }));
  expect(autosave.state.getState().looking).toBe(true);
  await waitFor(() => expect(screen.getByRole("status")).toBeEmptyDOMElement());
});
