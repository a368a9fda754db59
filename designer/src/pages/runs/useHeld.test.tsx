/**
 * A live list under the hand of who is about to use it.
 *
 * Never: a clock; what holds is the pointer or the focus.
 */
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { useHeld } from "./useHeld";

type Props = { readonly ids: string; readonly other?: boolean; readonly state?: string };

function List({ ids, other = false, state = "" }: Props) {
  const all = ids === "" ? [] : ids.split(" ").map((id) => ({ id, state }));
  const { items, waiting, release, holding } = useHeld(all, other);
  return (
    <>
      <button type="button">Outside</button>
      <div {...holding} data-testid="list">
        <button type="button" onClick={release}>
          {`${waiting} wait`}
        </button>
        {items.map((item) => (
          <button key={item.id} type="button" data-row>
            {item.id + item.state}
          </button>
        ))}
      </div>
    </>
  );
}

function open(ids: string) {
  const user = userEvent.setup();
  const { rerender } = render(<List ids={ids} />);
  const show = (props: Props) => rerender(<List {...props} />);
  return { user, show };
}
const rows = () => [...document.querySelectorAll("[data-row]")].map((row) => row.textContent);
const row = (name: string) => screen.getByRole("button", { name });
const waits = (count: number) => row(`${count} wait`);

describe("a list that nobody holds", () => {
  it("is as it is", () => {
    const { show } = open("b a");
    show({ ids: "c b a" });
    expect(rows()).toEqual(["c", "b", "a"]);
    expect(waits(0)).toBeVisible();
  });
});

describe("a list that somebody holds", () => {
  it.each([
    ["the pointer", async (user: ReturnType<typeof userEvent.setup>) => user.hover(row("a"))],
    [
      "the focus",
      (): Promise<void> => {
        row("a").focus();
        return Promise.resolve();
      },
    ],
  ])(
    "with %s keeps its places, changes what stands there, and lets the new ones wait",
    async (_, hold) => {
      const { user, show } = open("b a");
      await hold(user);
      show({ ids: "d c b a", state: "!" });
      expect(rows()).toEqual(["b!", "a!"]);
      expect(waits(2)).toBeVisible();
      await user.click(waits(2));
      expect(rows()).toEqual(["d!", "c!", "b!", "a!"]);
    },
  );

  it("takes in the new ones when it is let go", async () => {
    const { user, show } = open("b a");
    await user.hover(row("b"));
    show({ ids: "c b a" });
    await user.unhover(screen.getByTestId("list"));
    expect(rows()).toEqual(["c", "b", "a"]);
  });

  it("is still held by the focus when the pointer has gone by", async () => {
    const { user, show } = open("b a");
    row("b").focus();
    await user.hover(row("a"));
    await user.hover(screen.getByText("Outside"));
    show({ ids: "c b a" });
    expect(rows()).toEqual(["b", "a"]);
  });

  it("is held from row to row and to the offer, until the focus leaves", async () => {
    const { user, show } = open("b a");
    row("b").focus();
    show({ ids: "c b a" });
    await user.tab();
    expect(rows()).toEqual(["b", "a"]);
    await user.tab({ shift: true });
    await user.tab({ shift: true });
    expect(waits(1)).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(rows()).toEqual(["c", "b", "a"]);
    show({ ids: "d c b a" });
    expect(rows()).toEqual(["c", "b", "a"]);
    await user.tab({ shift: true });
    expect(screen.getByText("Outside")).toHaveFocus();
    expect(rows()).toEqual(["d", "c", "b", "a"]);
  });

  it("grows at its end, and loses what has gone", () => {
    const { show } = open("c b");
    row("b").focus();
    show({ ids: "d c b a" });
    expect(rows()).toEqual(["c", "b", "a"]);
    show({ ids: "d b a" });
    expect(rows()).toEqual(["b", "a"]);
    expect(waits(1)).toBeVisible();
  });

  it("gives way to another list, and to one of which nothing is left", () => {
    const { show } = open("b a");
    row("b").focus();
    show({ ids: "x a", other: true });
    expect(rows()).toEqual(["x", "a"]);
    row("a").focus();
    show({ ids: "z y" });
    expect(rows()).toEqual(["z", "y"]);
    show({ ids: "" });
    expect(rows()).toEqual([]);
  });
});
