/**
 * What is found in a definition's document.
 *
 * Never: a document that breaks the page.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { inputSchemaOf } from "./document";

describe("the schema of the input", () => {
  it("is found where it stands", () => {
    const schema = { type: "object" };
    expect(inputSchemaOf({ input: { schema: { document: schema } } })).toBe(schema);
    expect(inputSchemaOf({ input: { schema: { document: true } } })).toBe(true);
  });

  it.each([
    undefined,
    null,
    [],
    "input",
    {},
    { input: null },
    { input: [] },
    { input: { schema: "https://demo.example/schema.json" } },
    { input: { schema: { resource: {} } } },
  ])("is not there in %j", (document) => {
    expect(inputSchemaOf(document)).toBeUndefined();
  });
});
