/**
 * What a new task looks like at first.
 *
 * Never: a kind that the picture wouldn't know.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { graphOf } from "../graph";
import { NEW_KINDS, newCall, newTask } from "./newTasks";

const WORDS = { subject: "About?", message: "Know this", field: "Answer", error: "Broken" };

describe("a new task", () => {
  it.each(NEW_KINDS)("of kind %s is one that the picture knows", (kind) => {
    const [name, body] = newTask(kind, WORDS);
    const [, node] = graphOf({ do: [{ [name]: body }] }).nodes;
    expect(node?.kind).not.toBe("unknown");
    expect(name).toMatch(/^[a-z][A-Za-z]*$/);
  });

  it("says what people read in the words that it was given", () => {
    expect(newTask("approval", WORDS)[1]).toMatchObject({ with: { subject: "About?" } });
  });
});

describe("a call of a function", () => {
  it("is named after it and has what the function can't go without", () => {
    const schema = {
      type: "object",
      required: ["to", "count", "kind", "when", "deep", "sure"],
      properties: {
        to: { type: "string" },
        count: { type: "integer", minimum: 2 },
        kind: { enum: ["a", "b"] },
        when: { default: "now" },
        deep: { type: "object", required: ["list"], properties: { list: { type: "array" } } },
        sure: { type: "boolean" },
        other: { type: "string" },
      },
    };
    expect(newCall("send-mail:1.0.0@default", schema)).toEqual([
      "sendMail",
      {
        call: "send-mail:1.0.0@default",
        with: { to: "", count: 2, kind: "a", when: "now", deep: { list: [] }, sure: false },
      },
    ]);
  });

  it("has no values where the function needs none", () => {
    expect(newCall("uuid:1.0.0@default", { type: "object" })).toEqual([
      "uuid",
      { call: "uuid:1.0.0@default" },
    ]);
  });
});
