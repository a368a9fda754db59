/**
 * The field that expressions are written in.
 *
 * Never: a rule of jq asserted here; the server says what is wrong with an expression.
 */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import { expectAccessible } from "../../testing/accessible";
import { completionsAt } from "./complete";
import { ExpressionField } from "./ExpressionField";
import { DATA, editorIn, openEditor, PAY, WORDS, write } from "../../testing/jqEditor";

const AMOUNT = `${PAY}/with/body/sum`;
const told: string[] = [];

function Field({ start = "${ .amount }", bare = false }: { start?: string; bare?: boolean }) {
  const [value, setValue] = useState(start);
  const change = (next: string) => {
    told.push(next);
    setValue(next);
  };
  return (
    <ExpressionField value={value} onChange={change} label="Sum" pointer={AMOUNT} bare={bare} />
  );
}

const box = () => screen.getByRole("textbox", { name: "Sum" });
const typing = (text: string) => act(() => write(box(), text));

describe("an expression", () => {
  it("stands without `${ }`, and is told with it", () => {
    openEditor(<Field />);
    expect(editorIn(box()).state.doc.toString()).toBe(".amount");
    typing(".amount * 2 ");
    expect(told.at(-1)).toBe("${ .amount * 2  }");
    expect(editorIn(box()).state.doc.toString()).toBe(".amount * 2 ");
    typing("");
    expect(told.at(-1)).toBe("");
  });

  it("stays bare where it was", () => {
    openEditor(<Field start=".amount > 1" bare />);
    typing(".amount > 2");
    expect(told.at(-1)).toBe(".amount > 2");
  });

  it("is tried on the values of the last run", async () => {
    const { asked } = openEditor(<Field />);
    await waitFor(() => {
      expect(screen.getByText("720")).toBeInTheDocument();
    });
    const body = asked.filter(({ path }) => path.endsWith("/evaluate")).at(-1)?.body ?? "";
    expect(JSON.parse(body)).toMatchObject({
      expression: ".amount",
      data: { amount: 720, kind: "food" },
      variables: { workflow: { input: { amount: 720 } } },
    });
    await expectAccessible();
  });

  it("says what is wrong and marks it at its place, in characters", async () => {
    const fault = { kind: "syntax", message: "Not here.", remedy: "Take it away.", offset: 4 };
    openEditor(<Field start={'${ "😀" % }'} />, {
      replies: {
        "POST /api/v1/expressions/evaluate": { body: { results: [], more: false, fault } },
      },
    });
    expect(await screen.findByText("Not here. Take it away.")).toBeInTheDocument();
    expect(box()).toHaveAttribute("aria-invalid", "true");
    await waitFor(() => {
      expect(box().querySelector(".cm-lintRange-error")?.textContent).toBe("%");
    });
    await expectAccessible();
  });

  it("says that it fails for these values, which is no mistake", async () => {
    const fault = { kind: "data", message: "Can't add.", remedy: "", offset: null };
    openEditor(<Field />, {
      replies: {
        "POST /api/v1/expressions/evaluate": { body: { results: [], more: false, fault } },
      },
    });
    expect(await screen.findByText("Can't add.")).toBeInTheDocument();
    expect(box()).toHaveAttribute("aria-invalid", "false");
  });

  it("says what the last check has found", () => {
    const problem = {
      ...{ code: "x", message: "No such name.", remedy: "Take another.", pointer: AMOUNT },
      ...{ line: 1, column: 1, severity: "error" as const },
    };
    openEditor(<Field />, { problems: [problem] });
    expect(screen.getByText("No such name. Take another.")).toBeInTheDocument();
  });

  it("keeps values of one's own, and tries on them", async () => {
    const { user, asked } = openEditor(<Field />);
    await user.click(screen.getByText("Preview with …"));
    await user.click(screen.getByLabelText("Preview with", { selector: "input" }));
    await user.click(screen.getByText("Values of my own"));
    const values = screen.getByLabelText("Values as JSON");
    fireEvent.change(values, { target: { value: '{"input": {"amount": 3}' } });
    expect(screen.getByText(/Enter a JSON object/)).toBeInTheDocument();
    fireEvent.change(values, { target: { value: '{"input": {"amount": 3}}' } });
    await user.click(screen.getByText("Keep the values"));
    await waitFor(() => {
      const body = asked.filter(({ path }) => path.endsWith("/evaluate")).at(-1)?.body ?? "{}";
      expect(JSON.parse(body)).toMatchObject({ data: { amount: 3 } });
    });
    expect(Object.keys(localStorage)).toEqual([`baton.pinned:demo/buy:${PAY}`]);
  });
});

describe("what is offered", () => {
  const scope = [
    { name: ".", schema: DATA.input },
    { name: "$context", schema: DATA.context },
  ];
  const labels = (before: string) =>
    completionsAt(before, scope, WORDS)?.options.map(({ label }) => label);

  it("is fields behind a dot, variables behind a dollar, else everything", () => {
    expect(labels(".or")).toEqual([".amount", ".kind", ".subject", ".order"]);
    expect(labels(".order.")).toEqual([".id"]);
    expect(labels("$")).toEqual(["$context"]);
    expect(labels("ma")).toEqual(
      expect.arrayContaining([".amount", "$context", "map", "if", "@csv"]),
    );
    expect(labels('"a')).toBeUndefined();
  });
});
