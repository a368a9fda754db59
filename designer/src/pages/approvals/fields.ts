/**
 * What a form of an approval is filled in with, and what its fields are called.
 *
 * Never: a field without a name; the key stands for one that has none.
 */
import type { ApprovalWhole } from "../../api/approvals";
import { isObject, type Json, textOf } from "../../model/json";

type WithForm = Pick<ApprovalWhole, "form" | "values">;

/** An approval without a form has no fields. */
export function schemaOf({ form }: WithForm): Json {
  return (form ?? { type: "object", properties: {} }) as Json;
}

export function valuesOf({ values }: WithForm): Json {
  return values as Json;
}

export function fieldName(form: ApprovalWhole["form"], field: string): string {
  const properties = ((form ?? {}) as Readonly<Record<string, Json>>)["properties"];
  const schema = properties !== undefined && isObject(properties) ? properties[field] : undefined;
  const title = schema !== undefined && isObject(schema) ? schema["title"] : undefined;
  return typeof title === "string" ? title : field;
}

/** A value in one line, as people read it. */
export function shownValue(value: unknown): string {
  return typeof value === "string" ? value : textOf((value ?? null) as Json);
}
