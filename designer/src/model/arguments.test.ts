/**
 * What a function asks for.
 *
 * Never: an argument without a control.
 */
// @vitest-environment node
import { expect, it } from "vitest";

import { argumentsOf, entryOf } from "./arguments";

const SCHEMA = {
  type: "object",
  properties: {
    subject: { type: "string", title: "Subject", maxLength: 300, examples: ["A laptop"] },
    body: { type: "string", contentMediaType: "text/markdown" },
    template: { type: "string" },
    templateName: { type: "string" },
    level: { type: "string", enum: ["a", "b"] },
    count: { type: "integer", default: 3 },
    form: { type: "object" },
    values: { type: "object" },
    approvers: { title: "Approvers", $ref: "#/$defs/people" },
    rule: { $ref: "#/$defs/rule" },
    to: {
      type: "array",
      items: { anyOf: [{ type: "string" }, { properties: { department: {}, manager: {} } }] },
    },
    remind: { type: "object", properties: { after: { $ref: "#/$defs/duration" } } },
    stages: { type: "array", items: { type: "object", properties: { title: {} } } },
    requester: { anyOf: [{ type: "string" }, { type: "object" }] },
  },
  required: ["subject"],
  $defs: {
    people: { type: "array", description: "Whom" },
    rule: { anyOf: [{ type: "string" }, { type: "integer" }] },
    duration: { anyOf: [{ type: "string" }, { type: "object" }] },
  },
};

it("has for each argument the control that fits what is meant", () => {
  const kinds = argumentsOf(SCHEMA).map(({ key, kind }) => [key, kind]);
  expect(Object.fromEntries(kinds)).toEqual({
    ...{ subject: "line", body: "text", template: "template", templateName: "templateName" },
    ...{ level: "plain", count: "plain", form: "form", values: "map", approvers: "people" },
    ...{ rule: "rule", to: "people", remind: "group", stages: "list", requester: "any" },
  });
});

it("says what the schema says of it, also beside a reference", () => {
  const all = new Map(argumentsOf(SCHEMA).map((one) => [one.key, one]));
  expect(all.get("subject")).toMatchObject({ label: "Subject", required: true });
  expect(all.get("subject")?.example).toBe("A laptop");
  expect(all.get("count")?.initial).toBe(3);
  expect(all.get("approvers")).toMatchObject({ label: "Approvers", hint: "Whom" });
});

it("goes on inside, where references still lead to the same place", () => {
  const all = new Map(argumentsOf(SCHEMA).map((one) => [one.key, one]));
  const [after] = argumentsOf(all.get("remind")?.schema ?? true);
  expect(after?.kind).toBe("duration");
  const stages = all.get("stages");
  expect(stages && entryOf(stages).kind).toBe("group");
});
