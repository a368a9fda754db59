/**
 * Filling in a form: what is said about what is wrong, what comes and goes, and where the focus is.
 *
 * Never: a look at how a control is built; it is found as a person finds it.
 */
import { fireEvent, screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it, vi } from "vitest";

import type { Json } from "../model/json";
import { speak } from "../words";
import { words as arabic } from "../words/ar";
import { words } from "../words/en";
import { HAND_IN, openForm } from "./forTests";

const one = (schema: Json): Json => ({ properties: { it: schema }, required: ["it"] });
const box = (name: string | RegExp = "It") => screen.getByRole("textbox", { name });
const handIn = () => screen.getByRole("button", { name: HAND_IN });

describe("what is wrong", () => {
  const schema = {
    properties: {
      name: { type: "string", minLength: 3 },
      age: { type: "integer", minimum: 1, maximum: 10 },
      email: { type: "string", format: "email" },
    },
    required: ["name", "age"],
  };

  it("is not said while one types for the first time, but when one has left", async () => {
    const { user } = openForm(schema);
    await user.tab();
    await user.tab();
    expect(box("Name")).toBeValid();
    await user.type(box("Name"), "Ad");
    expect(box("Name")).toBeValid();
    await user.tab();
    expect(box("Name")).toBeInvalid();
    expect(box("Name")).toHaveAccessibleDescription("Enter at least 3 characters.");
    expect(box("Age")).toBeValid();
  });

  it("goes when it is mended, and doesn't come back while one types on", async () => {
    const { user } = openForm(schema);
    await user.type(box("Name"), "Ad");
    await user.tab();
    await user.type(box("Name"), "a");
    expect(box("Name")).toBeValid();
    await user.keyboard("{Backspace}");
    expect(box("Name")).toBeValid();
    await user.tab();
    expect(box("Name")).toBeInvalid();
  });

  it("is all said when it is handed in, and the focus goes to the first", async () => {
    const { user } = openForm(schema);
    await user.type(box(/^Email/), "ada");
    await user.click(handIn());
    expect(box("Name")).toHaveFocus();
    expect(box("Name")).toHaveAccessibleDescription("Fill this in.");
    expect(box("Age")).toHaveAccessibleDescription("Enter a number.");
    expect(box(/^Email/)).toHaveAccessibleDescription(/Enter an email address/);
    await user.type(box("Name"), "Ada");
    expect(box("Name")).toHaveFocus();
    await user.click(handIn());
    expect(box("Age")).toHaveFocus();
  });

  it("keeps a text that is no number, and says so", async () => {
    const { user } = openForm(schema);
    await user.type(box("Age"), "4x");
    await user.tab();
    expect(box("Age")).toHaveValue("4x");
    expect(box("Age")).toHaveAccessibleDescription("Enter a whole number.");
    await user.clear(box("Age"));
    await user.type(box("Age"), "40");
    await user.tab();
    expect(box("Age")).toHaveAccessibleDescription("Enter a number from 1 to 10.");
  });

  it("of money is said of the part that is wrong", async () => {
    const properties = { amount: { type: "number" }, currency: { enum: ["EUR", "SAR"] } };
    const { user } = openForm(one({ properties, required: ["amount", "currency"] }));
    await user.click(handIn());
    expect(box("Amount")).toHaveAccessibleDescription("Enter an amount.");
    await user.type(box("Amount"), "5");
    await user.click(handIn());
    expect(screen.getByRole("combobox", { name: "Currency" })).toHaveFocus();
    expect(screen.getByRole("combobox", { name: "Currency" })).toBeInvalid();
    expect(box("Amount")).toBeValid();
  });

  it("speaks Arabic, with the form of the count", async () => {
    speak("ar", arabic);
    const { user } = openForm(one({ type: "string", minLength: 11 }));
    await user.type(box(), "a");
    await user.tab();
    expect(box()).toHaveAccessibleDescription("أدخل 11 حرفًا على الأقل.");
    speak("en", words);
  });
});

describe("conditional fields", () => {
  const schema = {
    properties: { kind: { enum: ["a", "b"] }, last: { type: "string" } },
    if: { properties: { kind: { const: "b" } }, required: ["kind"] },
    then: { properties: { extra: { type: "string", minLength: 2 } }, required: ["extra"] },
  };

  it("come and go; what is not seen is not sent, and comes back", async () => {
    const { user, sent } = openForm(schema);
    expect(screen.queryByRole("textbox", { name: "Extra" })).toBeNull();
    await user.click(screen.getByRole("radio", { name: "b" }));
    await user.type(box("Extra"), "mine");
    expect(sent()).toEqual({ kind: "b", extra: "mine" });
    await user.click(screen.getByRole("radio", { name: "a" }));
    expect(sent()).toEqual({ kind: "a" });
    await user.click(screen.getByRole("radio", { name: "b" }));
    expect(box("Extra")).toHaveValue("mine");
  });

  it("of a variant are those of the one that is chosen", async () => {
    const { user, sent } = openForm({
      oneOf: [
        { title: "By email", properties: { email: { type: "string" } }, required: ["email"] },
        { title: "By phone", properties: { phone: { type: "string" } }, required: ["phone"] },
      ],
    });
    await user.type(box("Email"), "x");
    await user.click(screen.getByRole("radio", { name: "By phone" }));
    expect(screen.queryByRole("textbox", { name: "Email" })).toBeNull();
    await user.click(handIn());
    expect(box("Phone")).toHaveAccessibleDescription("Fill this in.");
    await user.type(box("Phone"), "1");
    expect(sent()).toEqual({ phone: "1" });
  });

  it("of a group that may be left out are there once it is added", async () => {
    const address = { properties: { street: { type: "string" } }, required: ["street"] };
    const { user, sent } = openForm({ properties: { address } });
    expect(sent()).toEqual({});
    await user.click(screen.getByRole("button", { name: "Add Address" }));
    expect(box("Street")).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Remove Address" }));
    expect(screen.getByRole("button", { name: "Add Address" })).toHaveFocus();
    expect(sent()).toEqual({});
  });
});

describe("lists", () => {
  const schema = one({
    type: "array",
    title: "Steps",
    minItems: 1,
    items: { type: "string", title: "Step" },
  });
  const press = (name: string) => screen.getByRole("button", { name });

  it("grow, shrink and change their order by keyboard, and say so", async () => {
    const { user, sent } = openForm(schema);
    await user.type(box("Step 1"), "a");
    press("Add to Steps").focus();
    await user.keyboard("{Enter}");
    expect(box("Step 2")).toHaveFocus();
    expect(screen.getByRole("status")).toHaveTextContent("Step 2 added.");
    await user.keyboard("b");
    press("Move Step 2 up").focus();
    await user.keyboard("{Enter}");
    expect(sent()).toEqual({ it: ["b", "a"] });
    expect(screen.getByRole("status")).toHaveTextContent("Step 2 is now number 1.");
    expect(press("Move Step 1 down")).toHaveFocus();
    press("Remove Step 1").focus();
    await user.keyboard("{Enter}");
    expect(sent()).toEqual({ it: ["a"] });
    expect(press("Remove Step 1")).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(sent()).toEqual({ it: [] });
    expect(press("Add to Steps")).toHaveFocus();
  });

  it("say what is wrong with an entry at the entry, and of the whole at the whole", async () => {
    const { user } = openForm(schema);
    await user.click(handIn());
    expect(box("Step 1")).toHaveAccessibleDescription("Fill this in.");
    await user.click(press("Remove Step 1"));
    await user.click(handIn());
    expect(screen.getByRole("group", { name: /Steps/ })).toHaveAccessibleDescription(
      "Add at least 1 entry.",
    );
    expect(press("Add to Steps")).toHaveFocus();
  });

  it("take what is half typed along when an entry moves", async () => {
    const { user } = openForm(one({ type: "array", items: { title: "N", type: "number" } }), {
      it: [1, 2],
    });
    await user.clear(box("N 1"));
    await user.type(box("N 1"), "7x");
    await user.click(press("Move N 1 down"));
    expect(box("N 2")).toHaveValue("7x");
    expect(box("N 1")).toHaveValue("2");
  });

  it("know of a text that is no JSON wherever it moves, until it is gone", async () => {
    const { user } = openForm(one({ type: "array", items: { title: "J" } }), { it: [1, 2] });
    await user.type(box("J 1"), "x");
    await user.click(press("Move J 1 down"));
    await user.click(handIn());
    expect(box("J 2")).toHaveAccessibleDescription(/this is not JSON/);
    expect(box("J 1")).toBeValid();
    await user.click(press("Remove J 2"));
    await user.click(handIn());
    expect(box("J 1")).toBeValid();
  });

  it("stop where there is room for no more", async () => {
    const { user } = openForm(one({ type: "array", title: "Two", items: {}, maxItems: 1 }));
    await user.click(press("Add to Two"));
    expect(screen.queryByRole("button", { name: "Add to Two" })).toBeNull();
  });
});

describe("hostile schemas", () => {
  it.each<[string, Json, Json]>([
    [
      "a circle",
      { $defs: { n: { properties: { n: { $ref: "#/$defs/n" } } } }, $ref: "#/$defs/n" },
      null,
    ],
    [
      "wrong types",
      { type: 7, properties: { a: 5, b: null, c: { type: [] } }, required: {} },
      { a: 1 },
    ],
    ["another value than was asked for", { properties: { a: { type: "string" } } }, { a: [{}] }],
    [
      "markup",
      { properties: { a: { title: "<img src=x onerror=alert(1)>", type: "string" } } },
      null,
    ],
    ["no keys", { properties: { "": { type: "string" }, __proto__: { type: "string" } } }, null],
  ])("with %s are shown all the same", (_, schema, value) => {
    const error = vi.spyOn(console, "error");
    openForm(schema, value);
    expect(handIn()).toBeVisible();
    expect(document.querySelector("img")).toBeNull();
    expect(error).not.toHaveBeenCalled();
  });
});

describe("everybody", () => {
  it("can use every control", async () => {
    openForm(
      {
        properties: {
          a: { type: "string", description: "Hint", examples: ["x"] },
          b: { type: "number" },
          c: { properties: { amount: { type: "number" }, currency: { type: "string" } } },
          d: { type: "string", format: "date-time" },
          e: { enum: [1, 2] },
          f: { enum: [1, 2, 3, 4, 5] },
          g: { type: "array", items: { type: "string" }, minItems: 2 },
          h: { type: "array", items: { enum: [1, 2, 3, 4, 5] } },
          i: { type: "array", items: { enum: [1, 2] } },
          j: { type: "boolean" },
          k: {},
          l: { properties: { m: { type: "string", format: "duration" } } },
          n: { type: "string", format: "textarea" },
          o: { type: "string", format: "password" },
          p: { type: "object" },
          q: { type: "string", format: "time" },
        },
        required: ["a", "b", "c", "g"],
      },
      { p: { x: 1 } },
    );
    fireEvent.click(handIn());
    // jsdom has no colours, and no page around the form.
    const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
    const { violations } = await axe.run(document.body, { rules });
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  });
});
