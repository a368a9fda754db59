/**
 * Shapes that the server tells once are where each task reads them.
 *
 * Never: a reference of the document's own taken for one of the answer.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { foundOf } from "./found";
import type { Problem } from "./problems";

const at = (input: object, variables = {}) => ({
  ...{ input, output: true, context: {}, variables },
});
const checked = (data: object, schemas?: readonly object[]) =>
  ({ problems: [], data, ...(schemas && { schemas }) }) as Parameters<typeof foundOf>[1];

it("puts each shape in its place", () => {
  const one = { $ref: "#/schemas/1" };
  const { text, data } = foundOf(
    "a",
    checked({ "/do/0/a": at(one, { item: one }), "/do/1/b": at({ $ref: "#/schemas/0" }) }, [
      { type: "string" },
      { type: "object" },
    ]),
  );
  expect(text).toBe("a");
  expect(data.get("/do/0/a")).toMatchObject({
    input: { type: "object" },
    output: true,
    variables: { item: { type: "object" } },
  });
  expect(data.get("/do/1/b")?.input).toEqual({ type: "string" });
});

it("takes what is missing for anything, and leaves what is no reference", () => {
  const data = { "/do/0/a": at({ $ref: "#/schemas/9" }), "/do/1/b": at({ $ref: "#/$defs/x" }) };
  const found = foundOf("a", checked(data)).data;
  expect(found.get("/do/0/a")?.input).toBe(true);
  expect(found.get("/do/1/b")?.input).toEqual({ $ref: "#/$defs/x" });
});

const AT = { input: { $ref: "#/schemas/0" }, output: true, context: true, variables: {} };
const ABOUT = { namespace: "demo", name: "a", version: "1.0.0", title: null };
const FAULT: Problem = {
  ...{ code: "x", message: "No.", remedy: "Mend it.", pointer: "/do", line: 1, column: 1 },
  severity: "error",
};

describe("what is found", () => {
  const told = { ...ABOUT, problems: [], data: { "/do/0/a": AT }, schemas: [{ type: "string" }] };
  const untold = { ...ABOUT, problems: [FAULT], data: {}, schemas: [] };
  const before = foundOf("one", told);

  it("has each shape where it is told of", () => {
    expect(before.data.get("/do/0/a")?.input).toEqual({ type: "string" });
  });

  it("keeps what was at hand before a fault in the build of the text", () => {
    const after = foundOf("two", untold, before);
    expect(after.data).toBe(before.data);
    expect(after.problems).toEqual([FAULT]);
    expect(after.text).toBe("two");
  });

  it("forgets it with the last task", () => {
    expect(foundOf("two", { ...untold, problems: [] }, before).data.size).toBe(0);
  });
});
