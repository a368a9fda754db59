/**
 * Each problem with its remedy, the way to its box and to its line, and its quick fix.
 *
 * Never: "nothing is wrong" before it was checked.
 */
import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { expectAccessible } from "../testing/accessible";
import { openRoom, SAVED } from "../testing/room";
import { Problems } from "./Problems";
import type { Problem } from "./problems";

const PROBLEM: Problem = {
  ...{ code: "unknown-attribute", message: "`sets` is unknown.", remedy: "Did you mean `set`?" },
  ...{ pointer: "/do/1/second/sets", line: 5, column: 7, severity: "error" },
  suggestions: [{ change: "rename", pointer: "/do/1/second/sets", value: "set" }],
};

function open(problems: readonly Problem[], checking: "checked" | "checking" = "checked") {
  const [onText, onClose] = [vi.fn(), vi.fn()];
  const room = openRoom(() => <Problems {...{ problems, checking, onText, onClose }} />);
  return { ...room, onText, onClose };
}

it("leads to the box, to the line, and mends", async () => {
  const { editor, onText, text, type, user } = open([PROBLEM]);
  type(SAVED.replace("set: { b", "sets: { b"));
  await expectAccessible(document.body);
  const entry = within(screen.getByRole("listitem"));
  const chosen = () => editor.state.getState().history.selection.tasks;
  await user.click(entry.getByRole("button", { name: /is unknown/ }));
  expect(chosen()).toEqual(["/do/1/second"]);
  expect(onText).not.toHaveBeenCalled();
  await user.click(entry.getByRole("button", { name: "Line 5" }));
  expect(onText).toHaveBeenCalledOnce();
  await user.click(entry.getAllByRole("button")[1] ?? document.body);
  expect(text()).toBe(SAVED);
});

it("of no task leads to the line", async () => {
  const { onText, user } = open([{ ...PROBLEM, pointer: "", severity: "warning" }]);
  await user.click(screen.getByRole("button", { name: /Warning:.*is unknown/ }));
  expect(onText).toHaveBeenCalledOnce();
});

it("is nothing only once it was checked", async () => {
  const { onClose, user } = open([]);
  expect(screen.getByText("Nothing is wrong.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("isn't known before", () => {
  open([], "checking");
  expect(screen.getByText("It isn't checked yet.")).toBeVisible();
  expect(screen.getByRole("status")).toHaveTextContent("Checking…");
});
