/**
 * Where what is written stands, told as it is.
 *
 * Never: "kept in this browser" where it isn't.
 */
import { act, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";

import { openRoom, SAVED, SKETCH, sketch } from "../testing/room";
import { SavedState, SavingTrouble } from "./SavedState";

afterEach(() => vi.restoreAllMocks());

const PUT = `PUT ${SKETCH}`;
const open = (reply: Parameters<typeof openRoom>[1] = {}) =>
  openRoom(
    ({ autosave }) => (
      <>
        <SavedState autosave={autosave} />
        <SavingTrouble autosave={autosave} />
      </>
    ),
    reply,
  );
const save = ({ autosave }: ReturnType<typeof open>) => act(() => autosave.saveNow());

it("is saved, changed, on its way, and saved again", async () => {
  let answer = (): void => undefined;
  const room = open();
  expect(screen.getByText(/^Saved /)).toBeVisible();
  room.type("b: 1\n");
  expect(screen.getByText("Not saved yet")).toBeVisible();
  const body = sketch("b: 1\n", 5);
  vi.stubGlobal("fetch", async () => {
    await new Promise<void>((resolve) => (answer = resolve));
    return Response.json(body);
  });
  save(room);
  expect(await screen.findByText("Saving…")).toBeVisible();
  answer();
  expect(await screen.findByText("All is saved.")).toBeInTheDocument();
});

it("is in this browser while nobody answers", async () => {
  const room = open({ [PUT]: "unreachable" });
  room.type("b: 1\n");
  save(room);
  expect(await screen.findByText(/kept in this browser, and saved as soon/)).toBeVisible();
  expect(localStorage.length).toBe(1);
});

it("is nowhere, where the browser has no room either", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("Full.", "QuotaExceededError");
  });
  const room = open({ [PUT]: "unreachable" });
  room.type("b: 1\n");
  save(room);
  expect(await screen.findByText(/leave this page open until it is saved/)).toBeVisible();
  expect(screen.queryByText(/is kept in this browser/)).toBeNull();
});

it("was thrown away by somebody, and can be begun anew", async () => {
  const room = open({ [PUT]: { body: sketch(SAVED, 1) } });
  room.hear(null);
  expect(screen.getByText("Somebody has thrown this sketch away.")).toBeVisible();
  await room.user.click(screen.getByRole("button", { name: "Save now" }));
  expect(await screen.findByText("All is saved.")).toBeInTheDocument();
});
