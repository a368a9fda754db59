/**
 * Drawing a form: what is written, what people see of it, and that it works without a mouse.
 *
 * Never: a look at how a control is built; it is found as a person finds it.
 */
import { fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { shown } from "../../forms/forTests";
import { valueAt } from "../../model/editing/values";
import { expectAccessible } from "../../testing/accessible";
import { stubApi } from "../../testing/api";
import { makeEditor } from "../store";
import { EditorContext } from "../useEditor";
import { FormEditor } from "./FormEditor";

const PLACE = "/input/schema/document";
const TEXT = `document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }
input:
  schema:
    document:
      type: object
      required: [item]
      properties:
        # what it is about
        item: { title: Item, type: string }
        urgent: { title: Urgent?, type: boolean }
do:
  - a: { set: {} }
`;

function open(text = TEXT, readOnly = false) {
  stubApi({ "GET /api/v1/people": { body: { items: [], next: null } } });
  const editor = makeEditor(text, { readOnly });
  shown(
    <EditorContext value={editor}>
      <FormEditor pointer={PLACE} onClose={() => undefined} />
    </EditorContext>,
  );
  const schema = () =>
    valueAt(editor.state.getState().draft.shown?.document ?? null, PLACE) as Record<string, object>;
  return {
    user: userEvent.setup(),
    editor,
    schema,
    text: () => editor.state.getState().draft.text,
  };
}

const fields = () => screen.getByRole("region", { name: "Fields" });
const field = (name: RegExp) => within(fields()).getByRole("button", { name });
const box = (name: string) => within(fields()).getByRole("textbox", { name });

describe("a form that is drawn", () => {
  it("shows its fields, and beside them the form that people get", async () => {
    open();
    expect(field(/^Item/)).toHaveTextContent("Text, required");
    const preview = screen.getByRole("region", { name: "As people see it" });
    expect(within(preview).getByRole("textbox", { name: "Item" })).toBeVisible();
    expect(within(preview).getByRole("checkbox", { name: "Urgent?" })).toBeVisible();
    await expectAccessible();
  });

  it("changes one field, and of the text nothing else", async () => {
    const { user, text } = open();
    await user.click(field(/^Item/));
    fireEvent.change(box("Label"), { target: { value: "What?" } });
    expect(text()).toBe(TEXT.replace("title: Item", "title: What?"));
    await user.click(screen.getByRole("checkbox", { name: "It must be filled in" }));
    expect(text()).toContain("# what it is about");
    expect(text()).not.toContain("[item]");
  });

  it("gets a field whose name comes of its label", async () => {
    const { user, schema } = open();
    await user.click(within(fields()).getByRole("button", { name: "Add a field" }));
    await user.click(await screen.findByRole("menuitem", { name: "Choice", hidden: true }));
    fireEvent.change(box("Label"), { target: { value: "Cost centre" } });
    fireEvent.change(box("Choices"), { target: { value: "4000: Sales\n5000" } });
    expect(schema()["properties"]).toMatchObject({
      costCentre: {
        title: "Cost centre",
        oneOf: [{ const: "4000", title: "Sales" }, { const: "5000" }],
      },
    });
  });

  it("puts fields in another order by keyboard, and takes one out", async () => {
    const { user, schema } = open();
    fireEvent.keyDown(field(/^Urgent/), { key: "ArrowUp", altKey: true });
    expect(Object.keys(schema()["properties"] ?? {})).toEqual(["urgent", "item"]);
    await user.click(screen.getByRole("button", { name: "Move Urgent? down" }));
    expect(Object.keys(schema()["properties"] ?? {})).toEqual(["item", "urgent"]);
    await user.click(screen.getByRole("button", { name: "Remove Item" }));
    expect(Object.keys(schema()["properties"] ?? {})).toEqual(["urgent"]);
    expect(schema()["required"]).toBeUndefined();
  });

  it("asks for a field only if another one has a value", async () => {
    const { user, schema, editor } = open();
    await user.click(field(/^Item/));
    await user.click(within(fields()).getByRole("combobox", { name: "It is asked for" }));
    await user.click(await screen.findByRole("option", { name: /Urgent/, hidden: true }));
    expect(schema()["allOf"]).toEqual([
      {
        if: { properties: { urgent: { const: true } }, required: ["urgent"] },
        then: { properties: { item: { title: "Item", type: "string" } }, required: ["item"] },
      },
    ]);
    editor.undo();
    expect(editor.state.getState().draft.text).toBe(TEXT);
  });

  it("draws what stands in each entry of a list", async () => {
    const { user, schema } = open();
    await user.click(within(fields()).getByRole("button", { name: "Add a field" }));
    await user.click(await screen.findByRole("menuitem", { name: "List or table", hidden: true }));
    const entry = screen.getByRole("group", { name: "Each entry" });
    await user.click(within(entry).getByLabelText("Kind of field", { selector: "input" }));
    // Both lists of kinds are there; the one that was opened last is meant.
    const groups = await screen.findAllByRole("option", { name: "Group", hidden: true });
    await user.click(groups.at(-1) ?? entry);
    const inside = screen.getByRole("group", { name: "In this group" });
    await user.click(within(inside).getByRole("button", { name: "Add a field" }));
    await user.click(await screen.findByRole("menuitem", { name: "Number", hidden: true }));
    expect(schema()["properties"]).toMatchObject({
      listOrTable: {
        type: "array",
        items: { type: "object", properties: { number: { type: "number" } } },
      },
    });
  });

  it("is only looked at by who may only look", () => {
    open(TEXT, true);
    expect(within(fields()).queryByRole("button", { name: "Add a field" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Remove Item" })).toBeNull();
  });
});
