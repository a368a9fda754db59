/**
 * The forms of the standard's examples and of our own processes, read as fields and written back.
 *
 * Never: one that comes back as another, or an edit that changes more than its field.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { DOCUMENTS, OURS } from "../testing/documents";
import { type FormField, formFields, schemaWith } from "./formFields";
import { isObject, type Json } from "./json";
import { readText } from "./yaml/read";

type Found = { readonly name: string; readonly schema: Json };

/** Whatever in a document looks like the schema of a form. */
function formsIn(name: string, text: string): Found[] {
  const reading = readText(text);
  const found: Found[] = [];
  const walk = (value: Json | undefined, pointer: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (isObject(value) && value["properties"] !== undefined)
      found.push({ name: `${name} ${pointer}`, schema: value });
    for (const [key, inner] of Object.entries(value)) walk(inner, `${pointer}/${key}`);
  };
  if (reading.ok) walk(reading.source.json, "");
  return found;
}

const FORMS = DOCUMENTS.flatMap(({ name, text }) => formsIn(name, text));
const OWN = OURS.flatMap(({ name, text }) => formsIn(name, text));

const withFirst = (fields: readonly FormField[], index: number) =>
  fields.map((one, at) => (at === index ? { ...one, help: "Another hint." } : one));

describe("a form that people wrote", () => {
  it("comes back as the very same value", () => {
    expect(OWN.length).toBeGreaterThan(5);
    for (const { name, schema } of FORMS)
      expect([name, schemaWith(schema, formFields(schema)) === schema]).toEqual([name, true]);
  });

  it("has one field changed and all others the very same", () => {
    for (const { name, schema } of FORMS) {
      const fields = formFields(schema);
      const before = propertiesOf(schema);
      for (const [index, field] of fields.entries()) {
        if (field.kind === "written" || field.shownIf !== undefined) continue;
        const next = schemaWith(schema, withFirst(fields, index));
        const after = propertiesOf(next);
        expect([name, Object.keys(after)]).toEqual([name, Object.keys(before)]);
        const others = Object.keys(before).filter((key) => before[key] !== after[key]);
        expect([name, others]).toEqual([name, [field.key]]);
        expect(after[field.key]).toEqual({
          ...(before[field.key] as object),
          description: "Another hint.",
        });
      }
    }
  });
});

function propertiesOf(schema: Json): Record<string, Json> {
  return (schema as Record<string, Record<string, Json>>)["properties"] ?? {};
}
