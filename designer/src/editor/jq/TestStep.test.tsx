/**
 * One step tried alone, and texts with values in them.
 *
 * Never: the simulator imitated beyond what it tells; tests/api/simulations plays the documents.
 */
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { editorIn, openEditor, PAY, write } from "../../testing/jqEditor";
import { Pills } from "./Pills";
import { TemplateField } from "./TemplateField";
import { TestStep } from "./TestStep";

const HTTP = {
  ...{ call: "http", name: "http", examples: [{ title: "One", input: {}, output: { id: 17 } }] },
};
const FUNCTIONS = { "GET /api/v1/functions": { body: { items: [HTTP], next: null } } };
const outcome = (more: object) => ({
  body: {
    passed: true,
    coverage: {},
    scenarios: [
      {
        ...{ status: "completed", error: null, unmocked: null, faults: [], approvals: [] },
        ...{ trace: [], ...more },
      },
    ],
  },
});

it("tries a call with the values of the last run, and shows what would be sent", async () => {
  const trace = [
    { kind: "task.completed", task: "/do/1/batonArguments", body: { output: { sum: 720 } } },
    { kind: "task.completed", task: "/do/3/pay", body: { output: { id: 18 } } },
  ];
  const { user, asked } = openEditor(<TestStep pointer={PAY} />, {
    replies: { ...FUNCTIONS, "POST /api/v1/definitions/simulate": outcome({ trace }) },
  });
  const answer = await screen.findByLabelText("What the call answers, as JSON");
  await waitFor(() => {
    expect(answer).toHaveValue('{\n  "id": 17\n}');
  });
  await waitFor(() => {
    expect(screen.getByText("Try the step")).not.toHaveAttribute("aria-disabled");
  });
  await user.click(screen.getByText("Try the step"));
  expect(await screen.findByText("It would be called with")).toBeInTheDocument();
  expect(screen.getByText("It hands on")).toBeInTheDocument();
  const body = asked.find(({ path }) => path.endsWith("/simulate"))?.body ?? "";
  const { scenarios } = JSON.parse(body) as { scenarios: { step: object } };
  expect(scenarios.step).toMatchObject({
    calls: { "/do/3/pay": { output: { id: 17 } } },
    input: { amount: 720, "baton:given": { input: { amount: 720, kind: "food" } } },
  });
  await expectAccessible();
});

it("says in words why a step has failed", async () => {
  const error = { type: "x", status: 400, detail: "It can't be added." };
  const { user } = openEditor(<TestStep pointer={PAY} />, {
    replies: { ...FUNCTIONS, "POST /api/v1/definitions/simulate": outcome({ error }) },
  });
  await waitFor(() => {
    expect(screen.getByText("Try the step")).not.toHaveAttribute("aria-disabled");
  });
  await user.click(screen.getByText("Try the step"));
  expect(await screen.findByText("It can't be added.")).toBeInTheDocument();
});

it("asks for values where there are none", async () => {
  openEditor(<TestStep pointer={PAY} />, {
    replies: { ...FUNCTIONS, "GET /api/v1/runs": { body: { items: [], next: null } } },
  });
  expect(await screen.findByText("Choose values to try it with.")).toBeInTheDocument();
  expect(screen.getByText("Try the step")).toHaveAttribute("aria-disabled", "true");
});

let last = "";

function Text({ start }: { readonly start: string }) {
  const [value, setValue] = useState(start);
  const change = (next: string) => {
    last = next;
    setValue(next);
  };
  return <TemplateField value={value} onChange={change} label="Subject" />;
}

it("shows values in a text as chips, and puts them in", async () => {
  const { user } = openEditor(
    <>
      <Text start={'${ "Dear \\(.order.id), " }'} />
      <Pills pointer={`${PAY}/with/a`} />
    </>,
  );
  const box = screen.getByRole("textbox", { name: "Subject" });
  expect(within(box).getByLabelText("Value order id")).toHaveTextContent("order id");
  act(() => {
    box.dispatchEvent(new FocusEvent("focus"));
    const view = editorIn(box);
    view.dispatch({ selection: { anchor: view.state.doc.length } });
  });
  await user.click(screen.getByTitle(".subject"));
  expect(last).toBe('${ "Dear \\(.order.id), \\(.subject)" }');
  act(() => write(box, "Hello"));
  expect(last).toBe("Hello");
  await expectAccessible();
});

it("takes a value into a plain text, and shows it as a chip from then on", async () => {
  const { user } = openEditor(
    <>
      <Text start="Dear , hello" />
      <Pills pointer={`${PAY}/with/a`} />
    </>,
  );
  const field = screen.getByLabelText<HTMLInputElement>("Subject");
  await user.click(field);
  field.setSelectionRange(5, 5);
  await user.click(screen.getByTitle(".subject"));
  expect(last).toBe('${ "Dear \\(.subject), hello" }');
  const box = await screen.findByRole("textbox", { name: "Subject" });
  expect(within(box).getByLabelText("Value subject")).toBeInTheDocument();
  expect(editorIn(box).hasFocus).toBe(true);
  // Behind the chip, where the cursor would be after typing it.
  expect(editorIn(box).state.selection.main.anchor).toBe("Dear ".length + ".subject".length + 2);
});

it("makes a chip of what is typed in braces, also of more than a name", () => {
  openEditor(<Text start="Hello" />);
  fireEvent.change(screen.getByLabelText("Subject"), { target: { value: "Hello {{ .na" } });
  expect(last).toBe("Hello {{ .na");
  fireEvent.change(screen.getByLabelText("Subject"), { target: { value: "Hello {{ .na }}" } });
  expect(last).toBe('${ "Hello \\(.na)" }');
  const box = screen.getByRole("textbox", { name: "Subject" });
  act(() => {
    const view = editorIn(box);
    const end = view.state.doc.length;
    view.dispatch({ changes: { from: end, insert: " {{ .lines | length }}" } });
  });
  expect(last).toBe('${ "Hello \\(.na) \\(.lines | length)" }');
  expect(within(box).getByLabelText("Value .lines | length")).toBeInTheDocument();
});

it("leaves braces alone that stand in the text as letters", () => {
  openEditor(<Text start="Dear {{ name }}" />);
  fireEvent.change(screen.getByLabelText("Subject"), { target: { value: "Dear {{ name }}," } });
  expect(last).toBe("Dear {{ name }},");
});
