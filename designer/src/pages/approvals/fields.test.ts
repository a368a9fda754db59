/**
 * What is sent of a form, and how its fields are called.
 *
 * Never: a field that can't be emptied.
 */
import { describe, expect, it } from "vitest";

import { fieldName, saidOf, shownValue } from "./fields";

describe("the fields of an approval", () => {
  it("are sent with null for what was emptied, for what is not said stays", () => {
    const values = { price: 5, note: "old" };
    expect(JSON.parse(saidOf({ values }, { price: 6 }))).toEqual({ price: 6, note: null });
    expect(JSON.parse(saidOf({ values: {} }, { price: 6 }))).toEqual({ price: 6 });
  });

  it("have a name each", () => {
    const form = { properties: { sum: { title: "Sum" }, note: {} } };
    expect(["sum", "note", "gone"].map((name) => fieldName(form, name))).toEqual([
      "Sum",
      "note",
      "gone",
    ]);
  });

  it("are shown in one line", () => {
    expect([shownValue("a"), shownValue(5), shownValue(undefined)]).toEqual(["a", "5", "null"]);
  });
});
