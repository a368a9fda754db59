/**
 * The kinds of fields that a form is drawn with, and what each is in JSON Schema.
 *
 * Never: a schema that a form would show in another way taken for one of them; that is another
 * kind, and stays as it is written.
 */
import type { FormField, Option, Rules } from "./formFields";
import { isObject, type Json } from "./json";
import { isSame } from "./schemaSame";

/** In the order in which they are offered. */
export const FIELD_KINDS = [
  "text",
  "longText",
  "number",
  "money",
  "date",
  "dateTime",
  "yesNo",
  "choice",
  "choices",
  "person",
  "file",
  "list",
  "group",
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number] | "written";

const LONG_FORMATS = new Set(["textarea", "multiline", "markdown", "html"]);
const TEXT_FORMATS = new Set(["email", "uri", "url", "tel", "phone"]);
const COMBINING = ["$ref", "allOf", "not", "if", "anyOf", "oneOf", "const"];

export function kindOf(raw: Json): FieldKind {
  if (!isObject(raw)) return "written";
  if (isChoice(raw)) return "choice";
  const { type } = raw;
  // A group may have conditions inside; they are its own.
  const odd = COMBINING.filter((key) => type !== "object" || !["allOf", "if"].includes(key));
  if (odd.some((key) => raw[key] !== undefined)) return "written";
  switch (typeof type === "string" ? type : "") {
    case "string":
      return textKind(raw);
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "yesNo";
    case "array":
      return listKind(raw);
    case "object":
      return objectKind(raw);
    default:
      return "written";
  }
}

function isChoice(rules: Rules): boolean {
  const either = rules["oneOf"];
  if (Array.isArray(either))
    return (either as readonly Json[]).every(
      (one) => isObject(one) && one["const"] !== undefined && typeof one["const"] !== "object",
    );
  return Array.isArray(rules["enum"]) && rules["type"] !== "array" && rules["type"] !== "object";
}

function textKind(rules: Rules): FieldKind {
  const { format, contentMediaType: media } = rules;
  if (format === "person") return rules["x-person"] === undefined ? "person" : "written";
  if (format === "file") return "file";
  if (format === "date") return "date";
  if (format === "date-time") return "dateTime";
  if (typeof format === "string" && LONG_FORMATS.has(format)) return "longText";
  if (typeof media === "string") return media.startsWith("text/") ? "longText" : "written";
  if (format === undefined) return "text";
  return typeof format === "string" && TEXT_FORMATS.has(format) ? "text" : "written";
}

function listKind(rules: Rules): FieldKind {
  const { items } = rules;
  if (items === undefined || !isObject(items) || rules["prefixItems"] !== undefined)
    return "written";
  if (isChoice(items)) return "choices";
  return items["type"] === "string" && items["format"] === "file" ? "file" : "list";
}

function objectKind(rules: Rules): FieldKind {
  const { properties, patternProperties } = rules;
  if (patternProperties !== undefined || properties === undefined || !isObject(properties))
    return "written";
  const keys = Object.keys(properties).sort().join();
  return keys === "amount,currency" ? "money" : "group";
}

const CURRENCY = "EUR";
const MARKDOWN = "text/markdown";

/** A kind as it begins, before anything is said of it. */
export function freshSchema(kind: FieldKind, of: Partial<FormField> = {}): Rules {
  switch (kind) {
    case "text":
      return { type: "string" };
    case "longText":
      return { type: "string", contentMediaType: MARKDOWN };
    case "number":
      return { type: "number" };
    case "money":
      return moneySchema(of.currency === "" ? CURRENCY : (of.currency ?? CURRENCY));
    case "date":
      return { type: "string", format: "date" };
    case "dateTime":
      return { type: "string", format: "date-time" };
    case "yesNo":
      return { type: "boolean" };
    case "choice":
      return { type: "string", enum: [] };
    case "choices":
      return { type: "array", uniqueItems: true, items: { type: "string", enum: [] } };
    case "person":
      return { type: "string", format: "person" };
    case "file":
      return { type: "string", format: "file" };
    case "list":
      return { type: "array", items: { type: "string" } };
    case "group":
      return { type: "object", properties: {} };
    case "written":
      return {};
  }
}

function moneySchema(currency: string): Rules {
  return {
    type: "object",
    properties: {
      amount: { type: "number", minimum: 0 },
      currency: { type: "string", enum: [currency] },
    },
    required: ["amount", "currency"],
  };
}

const LIMITS: Readonly<Partial<Record<FieldKind, readonly [string, string]>>> = {
  text: ["minLength", "maxLength"],
  longText: ["minLength", "maxLength"],
  number: ["minimum", "maximum"],
  list: ["minItems", "maxItems"],
  choices: ["minItems", "maxItems"],
};

export function limitsOf(kind: FieldKind): readonly [string, string] | undefined {
  return LIMITS[kind];
}

/** What is another than it was read. */
export function withAspects(rules: Rules, field: FormField, read: FormField): Rules {
  const { kind } = field;
  let next = rules;
  const put = (key: string, value: Json | undefined) => {
    const { [key]: _, ...rest } = next;
    if (value === undefined) next = rest;
    else next = { ...next, [key]: value };
  };
  const limits = LIMITS[kind];
  if (limits !== undefined) {
    if (field.least !== read.least) put(limits[0], field.least);
    if (field.most !== read.most) put(limits[1], field.most);
  }
  if (kind === "text" && field.format !== read.format)
    put("format", field.format === "" ? undefined : field.format);
  if (kind === "number" && field.whole !== read.whole)
    put("type", field.whole ? "integer" : "number");
  if (kind === "money" && field.currency !== "" && field.currency !== read.currency)
    put("properties", moneySchema(field.currency)["properties"]);
  if (kind === "choice" && !isSame(field.options, read.options))
    next = optioned(next, field.options);
  if (kind === "choices" && !isSame(field.options, read.options)) {
    const items = next["items"];
    put("items", optioned(items !== undefined && isObject(items) ? items : {}, field.options));
  }
  return kind === "file" ? withFile(next, field, read) : next;
}

function withFile(rules: Rules, field: FormField, read: FormField): Rules {
  if (field.several === read.several && field.accept === read.accept) return rules;
  const media = field.accept === "" ? {} : { contentMediaType: field.accept };
  const { type: _, format: __, contentMediaType: ___, items: ____, ...rest } = rules;
  const one = { type: "string", format: "file", ...media };
  return field.several ? { ...rest, type: "array", items: one } : { ...rest, ...one };
}

/** Plain values where none has a name of its own. */
function optioned(rules: Rules, options: readonly Option[]): Rules {
  const { enum: _, oneOf: __, anyOf: ___, ...rest } = rules;
  const named = options.some(({ label }) => label !== "");
  if (!named) return { ...rest, enum: options.map(({ value }) => value) };
  return {
    ...rest,
    oneOf: options.map(({ value, label }) =>
      label === "" ? { const: value } : { const: value, title: label },
    ),
  };
}
