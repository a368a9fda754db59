/**
 * The keys of the room, on any keyboard, and whose they are not.
 *
 * Never: a key taken from a dialog.
 */
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { useRoomKeys } from "./useRoomKeys";

function Keyed(deeds: Parameters<typeof useRoomKeys>[0]) {
  useRoomKeys(deeds);
  return (
    <>
      <input aria-label="In it" />
      <div role="dialog">
        <input aria-label="In a dialog" />
      </div>
      <div data-own-keys>
        <input aria-label="In a search" />
      </div>
    </>
  );
}

const opened = () => {
  const deeds = { undo: vi.fn(), redo: vi.fn(), save: vi.fn(), find: vi.fn() };
  render(<Keyed {...deeds} />);
  const done = () =>
    Object.entries(deeds).flatMap(([name, deed]) => deed.mock.calls.map(() => name));
  return { done };
};

describe("a key", () => {
  it.each([
    ["undo", { key: "z", ctrlKey: true }],
    ["undo", { key: "z", metaKey: true }],
    ["redo", { key: "Z", ctrlKey: true, shiftKey: true }],
    ["redo", { key: "y", ctrlKey: true }],
    ["save", { key: "s", ctrlKey: true }],
    ["find", { key: "f", ctrlKey: true }],
    ["save", { key: "س", code: "KeyS", ctrlKey: true }],
  ])("does %s", (deed, key) => {
    const { done } = opened();
    expect(fireEvent.keyDown(document.body, key)).toBe(false);
    expect(done()).toEqual([deed]);
  });

  it.each([
    { key: "z" },
    { key: "s", ctrlKey: true, shiftKey: true },
    { key: "z", ctrlKey: true, altKey: true },
    { key: "b", ctrlKey: true },
  ])("%j is none of ours", (key) => {
    const { done } = opened();
    expect(fireEvent.keyDown(document.body, key)).toBe(true);
    expect(done()).toEqual([]);
  });

  it("stays with a dialog, and of a search only undo does", () => {
    const { done } = opened();
    fireEvent.keyDown(screen.getByLabelText("In a dialog"), { key: "s", ctrlKey: true });
    fireEvent.keyDown(screen.getByLabelText("In a search"), { key: "z", ctrlKey: true });
    expect(done()).toEqual([]);
    fireEvent.keyDown(screen.getByLabelText("In a search"), { key: "f", ctrlKey: true });
    fireEvent.keyDown(screen.getByLabelText("In it"), { key: "z", ctrlKey: true });
    expect(done()).toEqual(["undo", "find"]);
  });
});
