/**
 * Filling in what is chosen: the document changes there, and nowhere else.
 *
 * Never: a look at how a control is built; it is found as a person finds it.
 */
import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { openPanel, withTasks } from "../../testing/panel";

vi.mock("./expressions", () => import("./plainExpressions"));

// By roles it takes seconds in so large a page.
const FIELDS = { selector: "input, textarea" };
const box = (name: string | RegExp) => screen.getByLabelText(name, FIELDS);
const fill = (name: string | RegExp, value: string) =>
  fireEvent.change(box(name), { target: { value } });
const pick = async (
  user: ReturnType<typeof openPanel>["user"],
  name: string | RegExp,
  option: string | RegExp,
) => {
  await user.click(screen.getByLabelText(name, FIELDS));
  await user.click(await screen.findByRole("option", { name: option, hidden: true }));
};

const APPROVAL = withTasks(`  - ask: # who decides
      call: approval:1.0.0@default
      with:
        subject: '\${ "\\(.item), \\(.cost) €" }'
        approvers: [{ manager: 1 }]
  - decided:
      set: { a: 1 }
`);

describe("an approval", () => {
  const ask = "/do/0/ask";

  it("shows a text with values as people write it, and writes it as the document has it", async () => {
    const { text } = openPanel(APPROVAL, { chosen: [ask] });
    expect(await screen.findByLabelText("Subject", FIELDS)).toHaveValue(
      "{{ .item }}, {{ .cost }} €",
    );
    fill("Subject", "Buy {{ .item }}?");
    expect(text()).toBe(APPROVAL.replace("\\(.item), \\(.cost) €", "Buy \\(.item)?"));
  });

  it("asks a department instead of the manager, and two stages instead of one", async () => {
    const { user, text } = openPanel(APPROVAL, { chosen: [ask] });
    await screen.findByLabelText("Whom 1", FIELDS);
    await pick(user, "Whom 1", "A department");
    fireEvent.change(box("Department"), {
      target: { value: "Finance" },
    });
    expect(text()).toMatch(/approvers:\s+- department: '?Finance/);
    await pick(user, "They are asked", "stage after stage");
    expect(text()).not.toMatch(/^ {8}approvers/m);
    expect(text()).toMatch(/stages:\s+- approvers:\s+- department: '?Finance/);
    await user.click(screen.getByRole("button", { name: "Add a stage" }));
    expect(text()).toMatch(/manager: 1/);
    await pick(user, "They are asked", "all at the same time");
    expect(text()).toMatch(/approvers:\s+- department: '?Finance/);
    expect(text()).not.toContain("stages");
    expect(text()).toContain("# who decides");
  });

  it("has every argument, those that are rarely wanted folded", async () => {
    const { user, text } = openPanel(APPROVAL, { chosen: [ask] });
    await user.click(await screen.findByText("Reminders and time limits"));
    await user.click(screen.getByRole("button", { name: "Add Reminders" }));
    const group = screen.getByRole("group", { name: "First after" });
    fireEvent.change(within(group).getByLabelText("Number"), { target: { value: "2" } });
    expect(text()).toMatch(/remind:\s*(\{ )?after: P2D/);
    await user.click(screen.getByText("Rules"));
    const sendBack = screen.getByRole("checkbox", { name: "It can be sent back" });
    expect(sendBack).toBeChecked();
    await user.click(sendBack);
    expect(text()).toContain("sendBack: false");
  });

  it("takes an expression for any value, and gives a value back", async () => {
    const { user, text } = openPanel(APPROVAL, { chosen: [ask] });
    await user.click(await screen.findByLabelText("Text: fx, as an expression"));
    fill("Text", ".reason");
    expect(text()).toContain("body: ${ .reason }");
    await user.click(screen.getByLabelText("Text: fx, as an expression"));
    fill("Text", "Please decide.");
    expect(text()).toContain("body: Please decide.");
  });

  it("can be used by everybody", async () => {
    openPanel(APPROVAL, { chosen: [ask] });
    await screen.findByLabelText("Subject", FIELDS);
    await expectAccessible();
  });
});

describe("every task", () => {
  const TEXT = withTasks(`  - first:
      set:
        a: 1
      then: second
  - second:
      wait: PT30S
`);

  it("is renamed, and what leads to it follows", async () => {
    const { user, text, editor } = openPanel(TEXT, { chosen: ["/do/1/second"] });
    await user.clear(box("Name"));
    await user.type(box("Name"), "pause{Enter}");
    expect(text()).toContain("- pause:");
    expect(text()).toContain("then: pause");
    expect(editor.state.getState().history.selection.tasks).toEqual(["/do/1/pause"]);
  });

  it("refuses a name that is taken, and says so", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/1/second"] });
    await user.clear(box("Name"));
    await user.type(box("Name"), "first{Enter}");
    expect(box("Name")).toHaveAccessibleDescription("Choose another name; this one is taken.");
    expect(text()).toBe(TEXT);
  });

  it("goes on where it is told, and is undone field by field", async () => {
    const { user, text, editor } = openPanel(TEXT, { chosen: ["/do/0/first"] });
    await pick(user, "Then", "End the run");
    expect(text()).toContain("then: end");
    await pick(user, "Then", "Go on with the next task");
    expect(text()).not.toContain("then:");
    // Two quick changes of one field are undone at once, slow ones one by one.
    act(() => editor.undo());
    act(() => editor.undo());
    expect(text()).toBe(TEXT);
  });

  it("waits as long as is said, written as it was", () => {
    const { text } = openPanel(TEXT, { chosen: ["/do/1/second"] });
    fireEvent.change(screen.getByLabelText("Number"), { target: { value: "45" } });
    expect(text()).toContain("wait: PT45S");
  });

  it("has a condition, and loses it when that is emptied", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/1/second"] });
    await user.click(screen.getByText("When, and what follows"));
    fill("Only if", ".a > 1");
    expect(text()).toContain("if: .a > 1");
    fill("Only if", "");
    expect(text()).toBe(TEXT);
  });

  it("sets values by their names", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/0/first"] });
    fireEvent.change(box("Name of a"), { target: { value: "total" } });
    fireEvent.blur(box("Name of a"));
    expect(text()).toContain("total: 1");
    await user.click(screen.getByRole("button", { name: "Add to Values" }));
    fill("Value of name", "{{ .b }} pieces");
    expect(text()).toContain(`name: '\${ "\\(.b) pieces" }'`);
    await user.click(screen.getByRole("button", { name: "Remove total" }));
    expect(text()).not.toContain("total");
  });

  it("is there as text, taken over when it can be read", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/0/first"] });
    await user.click(screen.getByText("As text"));
    expect(box("The task as text")).toHaveValue("set:\n  a: 1\nthen: second");
    fill("The task as text", "set: [");
    expect(box("The task as text")).toBeInvalid();
    fill("The task as text", "set:\n  a: 2 # more\nthen: second");
    await user.click(screen.getByRole("button", { name: "Take it over" }));
    expect(text()).toBe(TEXT.replace("a: 1", "a: 2 # more"));
  });

  it("says what is wrong, at the top and at the field, with the remedy", () => {
    const problem = {
      ...{ code: "x", line: 1, column: 1, severity: "error" as const },
      ...{ pointer: "/do/1/second/wait", message: "That is too short.", remedy: "Wait longer." },
    };
    openPanel(TEXT, { chosen: ["/do/1/second"], problems: [problem] });
    const list = screen.getByRole("list", { name: "What is wrong here" });
    expect(list).toHaveTextContent("That is too short.");
    expect(screen.getByText("That is too short. Wait longer.")).toBeVisible();
  });
});

describe("a switch", () => {
  const TEXT = withTasks(`  - weigh:
      switch:
        - small: { when: .cost <= 200, then: order }
        - large: { then: end }
  - order:
      set: {}
`);

  it("has its cases with their conditions and ways", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/0/weigh"] });
    const [first] = screen.getAllByLabelText("If", FIELDS);
    if (first === undefined) throw new Error("There is no condition.");
    fireEvent.change(first, { target: { value: ".cost <= 300" } });
    expect(text()).toBe(TEXT.replace("200", "300"));
    await user.click(screen.getByRole("button", { name: "Add a way" }));
    expect(text()).toMatch(/small:[^]*way:[^]*large:/);
    await user.click(screen.getByRole("button", { name: "Move small down" }));
    expect(text()).toMatch(/way:[^]*small:[^]*large:/);
    await user.click(screen.getByRole("button", { name: "Remove way" }));
    expect(text()).toBe(TEXT.replace("200", "300"));
  });

  it("can be used by everybody", async () => {
    openPanel(TEXT, { chosen: ["/do/0/weigh"] });
    await expectAccessible();
  });
});

describe("a call by HTTP", () => {
  const TEXT = withTasks(`  - load:
      call: http
      with:
        method: get
        endpoint: https://example.com/orders
`);

  it("signs in by a secret, which the process then names", async () => {
    const { user, text } = openPanel(TEXT, { chosen: ["/do/0/load"] });
    await user.click(screen.getByText("Signing in there"));
    await pick(user, "It signs in", "By a token");
    fireEvent.change(box("Secret"), {
      target: { value: "shop" },
    });
    expect(text()).toMatch(
      /uri: https:\/\/example.com\/orders\s+authentication:\s+bearer:\s+use: '?shop/,
    );
    expect(text()).toMatch(/use:\s+secrets:\s+- shop/);
  });
});

describe("nothing chosen", () => {
  const TEXT = withTasks("  - a:\n      set: {}\n");

  it("is the process itself", async () => {
    const { user, text } = openPanel(TEXT);
    fill("Title", "Try it");
    expect(text()).toContain("title: Try it");
    expect(screen.getByText("office/try")).toBeVisible();
    await user.click(screen.getByText("When it starts by itself"));
    await pick(user, "It starts", "At certain times");
    expect(text()).toContain("cron: 0 9 * * 1-5");
    expect(await screen.findByText(/Mar 5, 2026/)).toBeVisible();
    await expectAccessible();
  });
});

describe("several chosen, and what can't be changed", () => {
  const TEXT = withTasks("  - a:\n      set: {}\n  - b:\n      set: {}\n");

  it("are counted and named, and one of them can be chosen", async () => {
    const { user } = openPanel(TEXT, { chosen: ["/do/0/a", "/do/1/b"] });
    expect(screen.getByRole("heading", { name: "2 tasks chosen" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "b" }));
    expect(screen.getByRole("heading", { name: "b" })).toBeVisible();
  });

  it("is only looked at by who may only look", () => {
    openPanel(TEXT, { chosen: ["/do/0/a"], readOnly: true });
    expect(box("Name")).toBeDisabled();
    expect(screen.getByText(/not change it/)).toBeVisible();
  });

  it("waits while the text can't be read", () => {
    const { editor } = openPanel(TEXT, { chosen: ["/do/0/a"] });
    act(() => editor.type(`${TEXT}: [`, undefined, { at: 0 }));
    expect(screen.getByRole("status")).toHaveTextContent("Mend it there");
    expect(box("Name")).toBeDisabled();
  });
});
