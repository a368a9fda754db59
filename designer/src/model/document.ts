/**
 * What a page needs of a definition's document.
 *
 * Never: a judgement of it; documents come from the API, which has read them.
 */
import type { Json } from "./json";

/** The JSON Schema that a run's input has to meet, where it stands in the document. */
export function inputSchemaOf(document: Json | undefined): Json | undefined {
  return at(document, ["input", "schema", "document"]);
}

const PEOPLE = /^(approval|form)(:|@|$)/;

/** Whether some task of it asks people. */
export function asksPeople(document: Json | undefined): boolean {
  if (Array.isArray(document)) return document.some(asksPeople);
  if (typeof document !== "object" || document === null) return false;
  return Object.entries(document).some(([key, value]) =>
    key === "call" && typeof value === "string" ? PEOPLE.test(value) : asksPeople(value),
  );
}

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || Array.isArray(here)) return undefined;
    if (!Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, Json>>)[step];
  }
  return here;
}
