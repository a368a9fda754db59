/**
 * What the palette finds and remembers.
 *
 * Never: an old version of a function.
 */
import { describe, expect, it } from "vitest";

import { choicesOf, folded, recentlyUsed, shelves, sought, used } from "./choices";

describe("the palette", () => {
  const choices = choicesOf([]);

  it("finds by words, titles first, and shelves the rest", () => {
    expect(sought(choices, "approval")[0]?.key).toBe("approval");
    expect(sought(choices, "no such thing")).toEqual([]);
    expect(shelves(choices, ["wait", "gone"])[0]).toMatchObject({ key: "recent" });
    expect(shelves(choices, []).some(({ key }) => key === "recent")).toBe(false);
  });

  it.each([
    ["email", "notify"],
    ["ask someone", "approval"],
    ["if", "switch"],
    ["loop", "for"],
    ["API", "http"],
    ["parallel", "fork"],
    ["Wait", "wait"],
  ])("knows %s", (word, key) => {
    expect(sought(choices, word)[0]?.key).toBe(key);
  });

  it("looks past accents and the marks and forms of Arabic letters", () => {
    expect(folded("É cole")).toBe("e cole");
    expect(folded("إِرسَالة")).toBe(folded("ارساله"));
  });

  it("remembers what was used last", () => {
    for (const key of ["set", "wait", "set"]) used(key);
    expect(recentlyUsed()).toEqual(["set", "wait"]);
    localStorage.setItem("baton-recently-inserted", "no list");
    expect(recentlyUsed()).toEqual([]);
  });
});
