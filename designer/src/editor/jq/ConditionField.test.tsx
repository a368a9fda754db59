/**
 * Conditions filled in by words.
 *
 * Never: how a condition is spelled asserted twice; model/jq has it.
 */
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { ConditionField } from "./ConditionField";
import { openEditor, PAY, write } from "../../testing/jqEditor";
import { Pills } from "./Pills";

let last = "";

function Field({ start = "", bare = false }: { start?: string; bare?: boolean }) {
  const [value, setValue] = useState(start);
  const change = (next: string) => {
    last = next;
    setValue(next);
  };
  return (
    <ConditionField value={value} onChange={change} label="If" pointer={`${PAY}/if`} bare={bare} />
  );
}

/** Not the list that belongs to it. */
const INPUT = { selector: "input" };
const row = (number: string) => within(screen.getByLabelText(`Condition ${number}`));

async function choose(user: ReturnType<typeof openEditor>["user"], box: HTMLElement, name: RegExp) {
  await user.click(box);
  const options = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
  const found = options.find((one) => name.test(one.textContent) && isOpen(one));
  if (found === undefined) throw new Error("There is no such option.");
  await user.click(found);
}

/** A list that is shut is still in the page. */
function isOpen(option: HTMLElement): boolean {
  return option.closest('[style*="display: none"]') === null;
}

describe("a condition", () => {
  it("is filled in row by row, and written once it is whole", async () => {
    const { user } = openEditor(<Field />);
    await user.click(screen.getByText("Add a condition"));
    await choose(user, row("1").getByLabelText("Field", INPUT), /Amount/);
    expect(last).toBe("");
    await choose(user, row("1").getByLabelText("Test", INPUT), /^is more than$/);
    await user.type(row("1").getByLabelText("Value", INPUT), "500.5");
    expect(last).toBe("${ .amount > 500.5 }");
    await expectAccessible();
  });

  it("takes more rows, of which all or any must hold", async () => {
    const { user } = openEditor(<Field start="${ .amount > 500.5 }" />);
    await user.click(screen.getByText("Add a condition"));
    await choose(user, row("2").getByLabelText("Field", INPUT), /\.kind/);
    await choose(user, row("2").getByLabelText("Value", INPUT), /travel/);
    expect(last).toBe('${ .amount > 500.5 and .kind == "travel" }');
    await user.click(screen.getByText("Any holds"));
    expect(last).toBe('${ .amount > 500.5 or .kind == "travel" }');
    expect(screen.getByText("amount is more than 500.5 or kind is “travel”")).toBeInTheDocument();
    await user.click(screen.getByLabelText("Remove condition 1"));
    expect(last).toBe('${ .kind == "travel" }');
  });

  it("has groups in it", async () => {
    const { user } = openEditor(<Field start=".a == 1 and (.b == 2 or .c == 3)" bare />);
    const group = within(screen.getByLabelText("Group 2"));
    expect(group.getAllByLabelText("Value", INPUT)).toHaveLength(2);
    await user.click(group.getByLabelText("Remove condition 2.2"));
    expect(last).toBe(".a == 1 and .b == 2");
  });

  it("is between two values, once both are there", async () => {
    const { user } = openEditor(<Field start=".amount >= 1" bare />);
    await choose(user, row("1").getByLabelText("Test", INPUT), /^is between$/);
    expect(row("1").getByLabelText("From", INPUT)).toHaveValue("1");
    await user.type(row("1").getByLabelText("To", INPUT), "5");
    expect(last).toBe(".amount >= 1 and .amount <= 5");
    expect(screen.getByText("amount is from 1 to 5")).toBeInTheDocument();
  });

  it("counts what is in a list, and takes a value for what is missing", async () => {
    const { user } = openEditor(<Field start="(.lines | length) > 2" bare />);
    expect(screen.getByText("lines has a length of more than 2")).toBeInTheDocument();
    fireEvent.change(row("1").getByLabelText("Value", INPUT), { target: { value: "3" } });
    expect(last).toBe("(.lines | length) > 3");
    cleanup();
    openEditor(<Field start=".amount > 5" bare />);
    await user.click(screen.getByText("If it is missing …"));
    fireEvent.change(screen.getByLabelText("Taken for it if it is missing"), {
      target: { value: "0" },
    });
    expect(last).toBe("(.amount // 0) > 5");
    await user.click(screen.getByText("Don't take anything for it"));
    expect(last).toBe(".amount > 5");
  });

  it("compares with another field", async () => {
    const { user } = openEditor(<Field start=".amount > 5" bare />);
    await user.click(screen.getByText("Compare with a field"));
    await choose(user, row("1").getByLabelText("Value", INPUT), /\$context\.limit/);
    expect(last).toBe(".amount > $context.limit");
  });

  it("takes a path that isn't listed", async () => {
    const { user } = openEditor(<Field start=".amount > 5" bare />);
    const field = row("1").getByLabelText("Field", INPUT);
    await user.clear(field);
    await user.type(field, ".total.net");
    await user.click(screen.getByRole("option", { name: /total net/ }));
    expect(last).toBe(".total.net > 5");
  });

  it("that no words stand for is an expression, and can be one again", () => {
    openEditor(<Field start="${ (.amount | floor) > 5 }" />);
    expect(screen.getByText("This condition is written as an expression.")).toBeInTheDocument();
    act(() => write(screen.getByRole("textbox", { name: "As an expression" }), ".amount > 5"));
    expect(last).toBe("${ .amount > 5 }");
    expect(screen.getByText("amount is more than 5")).toBeInTheDocument();
    // It doesn't go away while somebody writes in it.
    expect(screen.getByRole("textbox", { name: "As an expression" })).toBeInTheDocument();
  });
});

describe("values at hand", () => {
  it("are put into the field that was written in last", async () => {
    const { user } = openEditor(
      <>
        <Field start="(.amount | floor) > " bare />
        <Pills pointer={`${PAY}/if`} />
      </>,
    );
    const pills = screen.getByRole("region", { name: "Values at hand" });
    expect(within(pills).getByText(/Choose a field first/)).toBeInTheDocument();
    const code = screen.getByRole("textbox", { name: "As an expression" });
    act(() => {
      code.focus();
      code.dispatchEvent(new FocusEvent("focus"));
    });
    act(() => write(code, ""));
    await user.click(within(pills).getByRole("button", { name: /^Amount/ }));
    expect(last).toBe(".amount");
    expect(await within(pills).findByText("720")).toBeInTheDocument();
    await expectAccessible();
  });

  it("are searched, unfolded and walked by keys", async () => {
    const { user } = openEditor(<Pills pointer={`${PAY}/with`} />);
    expect(await screen.findByText("720")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^order id/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Values in order" }));
    const inner = screen.getByRole("button", { name: /^order id/ });
    screen.getByRole("button", { name: /^order values/ }).focus();
    await user.keyboard("{ArrowDown}");
    expect(inner).toHaveFocus();
    await user.type(screen.getByRole("searchbox"), "limit");
    expect(await screen.findByRole("button", { name: /^limit/ })).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Amount/ })).toBeNull());
    await user.type(screen.getByRole("searchbox"), "less");
    expect(await screen.findByText(/No value matches/)).toBeInTheDocument();
    await expectAccessible();
  });
});
