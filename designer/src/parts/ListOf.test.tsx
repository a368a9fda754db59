/**
 * A list that is walked with the arrow keys.
 *
 * Never: a row of a page; any link will do.
 */
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { ListOf } from "./ListOf";

function open(names: readonly string[]) {
  render(
    <>
      <ListOf label="Letters" items={names} keyOf={String}>
        {(name) => (
          <>
            <a data-row href={`#${name}`}>
              {name}
            </a>
            <button type="button">{`Start ${name}`}</button>
          </>
        )}
      </ListOf>
      <a href="#after">After</a>
    </>,
  );
  return userEvent.setup();
}
const link = (name: string) => screen.getByRole("link", { name });

describe("a list", () => {
  it("is walked from row to row, and stops at its ends", async () => {
    const user = open(["a", "b", "c"]);
    link("a").focus();
    await user.keyboard("{ArrowDown}");
    expect(link("b")).toHaveFocus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(link("c")).toHaveFocus();
    await user.keyboard("{ArrowUp}{ArrowUp}{ArrowUp}");
    expect(link("a")).toHaveFocus();
  });

  it("goes on from whatever has the focus in a row", async () => {
    const user = open(["a", "b"]);
    screen.getByRole("button", { name: "Start a" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(link("b")).toHaveFocus();
  });

  it("is no trap, and leaves other keys alone", async () => {
    const user = open(["a"]);
    await user.tab();
    await user.keyboard("{ArrowRight}x{Home}");
    expect(link("a")).toHaveFocus();
    await user.tab();
    await user.tab();
    expect(link("After")).toHaveFocus();
  });

  it("is named, and may be empty", () => {
    open([]);
    expect(screen.getByRole("list", { name: "Letters" })).toBeEmptyDOMElement();
  });
});
