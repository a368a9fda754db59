/**
 * One search: typed, walked through both ways, and out again by Escape.
 *
 * Never: what was found before, in a text that has changed.
 */
import { fireEvent, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { openRoom, SAVED } from "../testing/room";
import { FindBar } from "./FindBar";
import type { EditorStore } from "./store";
import { useFind } from "./useFind";

function Sought({ editor }: { readonly editor: EditorStore }) {
  const find = useFind(editor);
  return (
    <>
      <button type="button" onClick={find.open}>
        Open
      </button>
      {find.isOpen && <FindBar find={find} />}
    </>
  );
}

const open = async () => {
  const room = openRoom(({ editor }) => <Sought editor={editor} />);
  await room.user.click(screen.getByRole("button", { name: "Open" }));
  const field = screen.getByRole("textbox", { name: "Find in the definition" });
  const chosen = () => room.editor.state.getState().history.selection;
  return { ...room, field, chosen };
};

it("goes from place to place, round and back", async () => {
  const { chosen, field, user } = await open();
  expect(field).toHaveFocus();
  await user.type(field, "SET");
  expect(screen.getByRole("status")).toHaveTextContent("1 of 2 in 2 tasks");
  expect(chosen()).toMatchObject({ tasks: ["/do/0/first"], range: { from: SAVED.indexOf("set") } });
  await user.click(screen.getByRole("button", { name: "Next" }));
  expect(chosen().tasks).toEqual(["/do/1/second"]);
  fireEvent.keyDown(field, { key: "Enter" });
  expect(screen.getByRole("status")).toHaveTextContent("1 of 2");
  fireEvent.keyDown(field, { key: "Enter", shiftKey: true });
  expect(screen.getByRole("status")).toHaveTextContent("2 of 2");
  await expectAccessible(screen.getByRole("search"));
});

it("says that there is nothing, and follows what is typed meanwhile", async () => {
  const { field, type, user } = await open();
  await user.type(field, "nowhere");
  expect(screen.getByRole("status")).toHaveTextContent("Not found");
  expect(screen.getByRole("button", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
  type(`${SAVED}# nowhere [\n`);
  expect(screen.getByRole("status")).toHaveTextContent("1 of 1");
});

it("is closed by Escape", async () => {
  const { field } = await open();
  fireEvent.keyDown(field, { key: "Escape" });
  expect(screen.queryByRole("search")).toBeNull();
});
