/**
 * Each control: what is typed or chosen is what is sent.
 *
 * Never: a look at how a control is built; it is found as a person finds it.
 */
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Json } from "../model/json";
import { stubApi } from "../testing/api";
import { HAND_IN, openForm } from "./forTests";

const one = (schema: Json, required = true): Json => ({
  properties: { it: schema },
  required: required ? ["it"] : [],
});
const box = (name: string | RegExp = "It") => screen.getByRole("textbox", { name });
const handIn = () => screen.getByRole("button", { name: HAND_IN });

describe("controls", () => {
  it("take a text, and nothing where it is emptied", async () => {
    const { user, sent } = openForm(one({ type: "string" }, false));
    await user.type(box(/^It/), "Ada");
    expect(sent()).toEqual({ it: "Ada" });
    await user.clear(box(/^It/));
    expect(sent()).toEqual({});
  });

  it("take a long text in several lines", async () => {
    const { user, sent } = openForm(one({ type: "string", format: "textarea" }));
    await user.type(box(), "a{Enter}b");
    expect(sent()).toEqual({ it: "a\nb" });
  });

  it("take a number with every digit, and write it as the language does", async () => {
    const { user, sent } = openForm(one({ type: "integer" }));
    await user.type(box(), "12345678901234567890");
    expect(sent()).toEqual({ it: 12345678901234567890n });
    expect(box()).toHaveValue("12345678901234567890");
    await user.tab();
    expect(box()).toHaveValue("12,345,678,901,234,567,890");
  });

  it("take Arabic digits", async () => {
    const { user, sent } = openForm(one({ type: "number" }));
    await user.type(box(), "١٢٫٥");
    expect(sent()).toEqual({ it: 12.5 });
  });

  it("take money with its currency", async () => {
    const properties = { amount: { type: "string" }, currency: { enum: ["EUR", "SAR"] } };
    const { user, sent } = openForm(one({ properties }));
    const group = screen.getByRole("group", { name: "It" });
    await user.type(within(group).getByRole("textbox", { name: "Amount" }), "1,234.5");
    await user.click(within(group).getByRole("combobox", { name: "Currency" }));
    await user.click(screen.getByRole("option", { name: /SAR/ }));
    expect(sent()).toEqual({ it: { amount: "1234.50", currency: "SAR" } });
  });

  it("take a date as it is typed, and one from the calendar", async () => {
    const { user, sent } = openForm(one({ type: "string", format: "date" }));
    await user.type(box(), "3/14/2027");
    expect(sent()).toEqual({ it: "2027-03-14" });
    await user.click(screen.getByRole("button", { name: "Open the calendar: It" }));
    const calendar = await screen.findByRole("dialog", { name: "Calendar: It" });
    await user.click(within(calendar).getByRole("button", { name: /March 20, 2027/ }));
    expect(sent()).toEqual({ it: "2027-03-20" });
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).toBeNull();
    });
  });

  it("take a moment with its offset", async () => {
    const { user, sent } = openForm(one({ type: "string", format: "date-time" }));
    await user.type(box("Date"), "3/14/2027");
    expect(sent()).toEqual({ it: "2027-03-14T" });
    fireEvent.change(screen.getByLabelText("Time"), { target: { value: "09:30" } });
    expect((sent() as { it: string }).it).toMatch(/^2027-03-14T09:30:00[+-]\d{2}:\d{2}$/);
  });

  it("take how long", async () => {
    const { user, sent } = openForm(one({ type: "string", format: "duration" }));
    await user.type(box("Number"), "3");
    expect(sent()).toEqual({ it: "P3D" });
    await user.click(screen.getByRole("combobox", { name: "Unit" }));
    await user.click(screen.getByRole("option", { name: "Hours" }));
    expect(sent()).toEqual({ it: "PT3H" });
  });

  it("take one of a few at a glance, and none again where none is needed", async () => {
    const { user, sent } = openForm(
      one({ oneOf: [{ const: 1, title: "One" }, { const: 2 }] }, false),
    );
    await user.click(screen.getByRole("radio", { name: "One" }));
    expect(sent()).toEqual({ it: 1 });
    await user.click(screen.getByRole("button", { name: "Clear: It" }));
    expect(sent()).toEqual({});
  });

  it("take one of many by searching", async () => {
    const { user, sent } = openForm(
      one({ enum: Array.from({ length: 5_000 }, (_, at) => `v${at}`) }),
    );
    await user.type(screen.getByRole("combobox", { name: "It" }), "v4999");
    await user.click(screen.getByRole("option", { name: "v4999" }));
    expect(sent()).toEqual({ it: "v4999" });
  });

  it("take several of a few, in the order of what is on offer", async () => {
    const { user, sent } = openForm(one({ type: "array", items: { enum: ["a", "b", "c"] } }));
    await user.click(screen.getByRole("checkbox", { name: "c" }));
    await user.click(screen.getByRole("checkbox", { name: "a" }));
    expect(sent()).toEqual({ it: ["a", "c"] });
  });

  it("take yes and no", async () => {
    const { user, sent } = openForm(one({ type: "boolean" }, false));
    expect(sent()).toEqual({ it: false });
    await user.click(screen.getByRole("checkbox", { name: "It" }));
    expect(sent()).toEqual({ it: true });
  });

  it("take what they can't show as JSON", async () => {
    const { user, sent } = openForm(one({}));
    await user.click(box());
    await user.paste('{"a": [1, 2');
    await user.click(handIn());
    expect(box()).toHaveAccessibleDescription(/Line 1, column 12: this is not JSON/);
    expect(box()).toHaveFocus();
    await user.paste("]}");
    expect(box()).toBeValid();
    expect(sent()).toEqual({ it: { a: [1, 2] } });
  });

  it("take entries with names of their own", async () => {
    const { user, sent } = openForm({ additionalProperties: { type: "string" } });
    await user.type(box("Name of a new entry"), "a/b{Enter}");
    expect(screen.getByRole("status")).toHaveTextContent("a/b added.");
    await user.type(box("a/b"), "x");
    await user.type(box("Name of a new entry"), "a/b{Enter}");
    expect(box("Name of a new entry")).toHaveAccessibleDescription("This name is there already.");
    expect(sent()).toEqual({ "a/b": "x" });
    await user.click(screen.getByRole("button", { name: "Remove a/b" }));
    expect(sent()).toEqual({});
  });
});

describe("people", () => {
  const PEOPLE = [
    { id: "p1", name: "Ada Lovelace", email: "ada@example.org", department: "Engineering" },
    { id: "p2", name: "Grace Hopper", email: "grace@example.org", department: null },
  ];
  const people = { body: { items: PEOPLE, next: null } };

  it.each([
    ["email", {}, "grace@example.org"],
    ["id", { "x-person": "id" }, "p2"],
  ])("are sent by their %s", async (_, more, value) => {
    const api = stubApi({
      "GET /api/v1/people": people,
      "GET /api/v1/people/p2": { body: PEOPLE[1] },
    });
    const { user, sent } = openForm(one({ type: "string", format: "person", ...more }));
    await user.type(screen.getByRole("combobox", { name: "It" }), "gra");
    await waitFor(() => {
      expect(api.asked.some(({ query }) => query.get("search") === "gra")).toBe(true);
    });
    await user.click(await screen.findByRole("option", { name: /Grace Hopper/ }));
    expect(sent()).toEqual({ it: value });
    expect(screen.getByRole("combobox", { name: "It" })).toHaveValue("Grace Hopper");
  });

  it("who were found before are not offered for what has been typed since", async () => {
    const reply = ({ query }: { readonly query: URLSearchParams }) =>
      query.get("search") === null ? people : ("never" as const);
    stubApi({ "GET /api/v1/people": reply });
    const { user } = openForm(one({ type: "string", format: "person" }));
    await user.click(screen.getByRole("combobox", { name: "It" }));
    expect(await screen.findByRole("option", { name: /Ada/ })).toBeVisible();
    await user.keyboard("gra");
    expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual([
      expect.stringContaining("Grace"),
    ]);
  });

  it("are typed by hand while they can't be searched", async () => {
    stubApi({ "GET /api/v1/people": "unreachable" });
    const { user, sent } = openForm(one({ type: "string", format: "person" }));
    await user.click(screen.getByRole("combobox", { name: "It" }));
    const typed = await screen.findByRole("textbox", { name: "It" });
    await user.type(typed, "a@b.c");
    expect(sent()).toEqual({ it: "a@b.c" });
  });
});
