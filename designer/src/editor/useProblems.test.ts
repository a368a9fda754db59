/**
 * What is wrong comes from the text itself first, then from the check.
 *
 * Never: findings of the check about a text that can't be read.
 */
import { expect, it } from "vitest";

import { draftOf } from "../model/draft";
import { type Found, problemsAt } from "./problems";
import { problemsOf } from "./useProblems";

const PLACE = { namespace: "demo", name: "hello" };
const text = (name: string) => `document: { namespace: demo, name: ${name} }\ndo: []\n`;
const FOUND: Found = {
  text: "",
  problems: [
    {
      ...{ code: "x", message: "Wrong.", remedy: "Mend it.", pointer: "/do/0/a/set" },
      ...{ line: 1, column: 1, severity: "error" },
    },
  ],
  data: new Map(),
};
const codes = (of: string) => problemsOf(draftOf(of), FOUND, PLACE).map(({ code }) => code);

it("is what the check has found", () => {
  expect(codes(text("hello"))).toEqual(["x"]);
  expect(codes("do: []")).toEqual(["x"]);
});

it("is that the text names another process", () => {
  const [renamed] = problemsOf(draftOf(text("other")), FOUND, PLACE);
  expect(renamed).toMatchObject({ pointer: "/document/name", severity: "warning" });
  const [moved] = problemsOf(draftOf(text("hello")), FOUND, { ...PLACE, namespace: "x" });
  expect(moved?.pointer).toBe("/document/namespace");
});

it("is only why it can't be read, while it can't", () => {
  expect(codes("do: [")).toEqual(["unclosed"]);
});

it("is of a task and of what stands in it, not of one that begins alike", () => {
  expect(problemsAt(FOUND.problems, "/do/0/a")).toHaveLength(1);
  expect(problemsAt(FOUND.problems, "/do/0/a/se")).toEqual([]);
});
