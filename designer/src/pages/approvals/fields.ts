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

/** What is sent: what has been emptied is null, for what is not said stays as it was. */
export function saidOf({ values }: Pick<WithForm, "values">, sent: Json): string {
  const before = values as Json;
  if (!isObject(sent) || !isObject(before)) return textOf(sent);
  const emptied = Object.keys(before).filter((name) => !Object.hasOwn(sent, name));
  return textOf({ ...sent, ...Object.fromEntries(emptied.map((name) => [name, null])) });
}

export function fieldName(form: ApprovalWhole["form"], field: string): string {
  const title = schemaAt(form, field)?.["title"];
  return typeof title === "string" ? title : field;
}

/** Whether its values are ids of files. */
export function isFileField(form: ApprovalWhole["form"], field: string): boolean {
  const schema = schemaAt(form, field);
  const items = schema?.["items"];
  return formatOf(schema) === "file" || formatOf(items) === "file";
}

function formatOf(schema: Json | undefined): Json | undefined {
  return schema !== undefined && isObject(schema) ? schema["format"] : undefined;
}

function schemaAt(form: ApprovalWhole["form"], field: string) {
  const properties = ((form ?? {}) as Readonly<Record<string, Json>>)["properties"];
  const schema = properties !== undefined && isObject(properties) ? properties[field] : undefined;
  return schema !== undefined && isObject(schema) ? schema : undefined;
}

/** A value in one line, as people read it. */
export function shownValue(value: unknown): string {
  return typeof value === "string" ? value : textOf((value ?? null) as Json);
}
