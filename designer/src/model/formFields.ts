/**
 * A form as a list of fields, and its JSON Schema: read from it and written back.
 *
 * Never: a keyword lost that isn't known here. What nobody has changed stays the very same value,
 * so that its text stays too.
 */
import { conditionsIn, conditionsWith, type Shown } from "./formConditions";
import { type FieldKind, freshSchema, kindOf, limitsOf, withAspects } from "./formKinds";
import { isObject, type Json, textOf } from "./json";
import { isSame } from "./schemaSame";

export type Rules = Readonly<Record<string, Json>>;
export type Option = { readonly value: Json; readonly label: string };

export type FormField = {
  /** What it is called in the schema; empty for one that is new. */
  readonly was: string;
  readonly key: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly initial: Json | undefined;
  /** Of a text: an email address, an address in the web. */
  readonly format: string;
  readonly whole: boolean;
  /** Characters, amount or entries, by its kind. */
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly options: readonly Option[];
  readonly currency: string;
  readonly several: boolean;
  readonly accept: string;
  readonly shownIf: Shown | undefined;
  /** Of a group. */
  readonly fields: readonly FormField[];
  /** What each entry of a list is. */
  readonly item: FormField | undefined;
  readonly raw: Json;
};

const TITLED = "title";
const LONGEST_KEY = 40;

/** In the order in which they are asked for; a conditional one behind what it depends on. */
export function formFields(schema: Json): readonly FormField[] {
  const rules = rulesOf(schema);
  const own = entriesOf(rules, undefined);
  const conditional = conditionsIn(rules).flatMap(({ then, shown }) => entriesOf(then, shown));
  const behind = (key: string): FormField[] =>
    conditional
      .filter(({ shownIf }) => shownIf?.field === key)
      .flatMap((field) => [field, ...behind(field.key)]);
  const placed = own.flatMap((field) => [field, ...behind(field.key)]);
  return [...placed, ...conditional.filter((field) => !placed.includes(field))];
}

function entriesOf(rules: Rules, shownIf: Shown | undefined): FormField[] {
  const required = namesIn(rules["required"]);
  return Object.entries(rulesOf(rules["properties"])).map(([key, raw]) => ({
    ...fieldOf(raw, key),
    required: required.includes(key),
    shownIf,
  }));
}

/** What a schema says of one field. */
export function fieldOf(raw: Json, key = ""): FormField {
  const rules = rulesOf(raw);
  const kind = kindOf(raw);
  const text = (name: string) => (typeof rules[name] === "string" ? rules[name] : "");
  return {
    ...{ was: key, key, kind, raw, required: false, shownIf: undefined },
    ...{ label: text(TITLED), help: text("description"), initial: rules["default"] },
    ...aspectsOf(rules, kind),
    fields: kind === "group" ? formFields(raw) : [],
    item: kind === "list" ? fieldOf(rules["items"] ?? true) : undefined,
  };
}

type Aspects = Pick<
  FormField,
  "format" | "whole" | "least" | "most" | "options" | "currency" | "several" | "accept"
>;

function aspectsOf(rules: Rules, kind: FieldKind): Aspects {
  const [least, most] = limitsOf(kind) ?? ["", ""];
  const items = rulesOf(rules["items"]);
  const several = kind === "file" && rules["type"] === "array";
  const accepting = several ? items : rules;
  const media = accepting["contentMediaType"];
  const format = rules["format"];
  return {
    format: kind === "text" && typeof format === "string" ? format : "",
    whole: rules["type"] === "integer",
    least: numberAt(rules, least),
    most: numberAt(rules, most),
    options: kind === "choice" ? optionsIn(rules) : kind === "choices" ? optionsIn(items) : [],
    currency: kind === "money" ? currencyIn(rules) : "",
    several,
    accept: kind === "file" && typeof media === "string" ? media : "",
  };
}

function numberAt(rules: Rules, key: string): number | undefined {
  const value = rules[key];
  return typeof value === "number" ? value : undefined;
}

export function optionsIn(rules: Rules): readonly Option[] {
  const either = rules["oneOf"] ?? rules["anyOf"];
  if (Array.isArray(either))
    return (either as readonly Json[]).flatMap((one) => {
      const { const: value, title } = rulesOf(one);
      return value === undefined ? [] : [{ value, label: typeof title === "string" ? title : "" }];
    });
  const values = rules["enum"];
  return Array.isArray(values)
    ? (values as readonly Json[]).map((value) => ({ value, label: "" }))
    : [];
}

/** A value as it is typed on a line. */
export function lineOf(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : textOf(value);
}

function currencyIn(rules: Rules): string {
  const currency = rulesOf(rulesOf(rules["properties"])["currency"]);
  const [only] = Array.isArray(currency["enum"]) ? (currency["enum"] as readonly Json[]) : [];
  const found = currency["const"] ?? currency["default"] ?? only;
  return typeof found === "string" ? found : "";
}

/** The schema with these fields instead of its own. */
export function schemaWith(schema: Json, fields: readonly FormField[]): Json {
  const rules = rulesOf(schema);
  const own = fields.filter(({ shownIf }) => shownIf === undefined);
  const next = placedIn(rules, own);
  const conditional = fields.filter(({ shownIf }) => shownIf !== undefined);
  const whole = conditionsWith(rules, next, conditional, placedIn);
  // The order counts here, so that only the very same value is no change.
  if (whole === rules) return schema;
  return isObject(schema) ? whole : { type: "object", ...whole };
}

/** One that is new. */
export function newField(kind: FieldKind, key: string, label: string): FormField {
  return { ...fieldOf(freshSchema(kind), key), was: "", label };
}

/** The same field as another kind; what the kinds have in common stays. */
export function asKind(field: FormField, kind: FieldKind): FormField {
  const { was, key, label, help, required, shownIf, raw, options } = field;
  const fresh = fieldOf(freshSchema(kind), key);
  const isChoice = kind === "choice" || kind === "choices";
  const common = { was, label, help, required, shownIf, raw };
  return { ...fresh, ...common, options: isChoice ? options : [] };
}

/** With another key for one of them; conditions that name it follow. */
export function withKey(
  fields: readonly FormField[],
  index: number,
  key: string,
): readonly FormField[] {
  const old = fields[index]?.key;
  return fields.map((field, at) => {
    const next = at === index ? { ...field, key } : field;
    const isMeant = next.shownIf !== undefined && next.shownIf.field === old;
    return isMeant ? { ...next, shownIf: { ...next.shownIf, field: key } } : next;
  });
}

/** A name for machines from one for people, that no other has. */
export function keyFrom(label: string, taken: readonly string[]): string {
  const words = label
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words
    .map((word, at) => {
      const [first = "", ...rest] = word.toLowerCase();
      return (at === 0 ? first : first.toUpperCase()) + rest.join("");
    })
    .join("")
    .slice(0, LONGEST_KEY);
  const stem = /^[A-Za-z]/.test(joined) ? joined : `field${joined}`;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? stem : `${stem}${number}`;
    if (!taken.includes(key)) return key;
  }
}

/** A map of properties with these fields in it, and those that are needed. */
export function placedIn(rules: Rules, fields: readonly FormField[]): Rules {
  const before = rulesOf(rules["properties"]);
  const properties = sameEntries(
    before,
    fields.map((field) => [field.key, schemaOf(field)] as const),
  );
  const needed = requiredWith(namesIn(rules["required"]), before, fields);
  const required = sameOr(rules["required"] ?? [], needed);
  const changes: [string, Json | undefined][] = [
    [
      "properties",
      rules["properties"] === undefined && fields.length === 0 ? undefined : properties,
    ],
    // An empty list says nothing; one that was written so stays.
    ["required", needed.length === 0 && required === needed ? undefined : required],
  ];
  return changed(rules, changes);
}

function requiredWith(
  names: readonly string[],
  before: Rules,
  fields: readonly FormField[],
): readonly string[] {
  const needed = fields.filter(({ required }) => required);
  const stays = names.flatMap((name) => {
    // What is asked for and has no field here is none of ours.
    if (!Object.hasOwn(before, name)) return [name];
    return needed.find(({ was }) => was === name)?.key ?? [];
  });
  return [...stays, ...needed.map(({ key }) => key).filter((key) => !stays.includes(key))];
}

/** What one field is in a schema. */
export function schemaOf(field: FormField): Json {
  const was = fieldOf(field.raw, field.was);
  const isNew = was.kind !== field.kind;
  const base = isNew ? freshSchema(field.kind, field) : rulesOf(field.raw);
  const read = isNew ? { ...fieldOf(base), label: "", help: "", initial: undefined } : was;
  if (!isNew && !isObject(field.raw) && field.label === "" && field.help === "") return field.raw;
  const said = changed(base, [
    [TITLED, field.label === read.label ? base[TITLED] : filled(field.label)],
    ["description", field.help === read.help ? base["description"] : filled(field.help)],
    ["default", isSame(field.initial, read.initial) ? base["default"] : field.initial],
  ]);
  const whole = withAspects(said, field, read);
  return insideWith(whole, field);
}

function insideWith(rules: Rules, { kind, fields, item }: FormField): Json {
  if (kind === "group") return schemaWith(rules, fields);
  if (kind === "list" && item !== undefined) return changed(rules, [["items", schemaOf(item)]]);
  return rules;
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}

/** With these entries: in their place where they are, at the end where they are new. */
export function changed(
  rules: Rules,
  changes: readonly (readonly [string, Json | undefined])[],
): Rules {
  let next = rules;
  for (const [key, value] of changes) {
    if (next[key] === value) continue;
    const isEmpty = Array.isArray(value) && value.length === 0 && !Object.hasOwn(next, key);
    if (value === undefined) {
      const { [key]: _, ...rest } = next;
      next = rest;
    } else if (!isEmpty) next = { ...next, [key]: value };
  }
  return next;
}

/** The very same list where nothing is different, by which its text stays. */
function sameOr<T extends Json>(before: Json | undefined, after: T): T {
  return before !== undefined && isSame(before, after) ? (before as T) : after;
}

/** The very same map where each of its values is, in the same order. */
function sameEntries(before: Rules, entries: readonly (readonly [string, Json])[]): Rules {
  const old = Object.entries(before);
  const isAsBefore =
    old.length === entries.length &&
    old.every(([key, value], at) => entries[at]?.[0] === key && entries[at][1] === value);
  return isAsBefore ? before : Object.fromEntries(entries);
}

/** Whether the same keys stand in another order in one of them, here or further in. */
export function isReordered(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after || before === undefined || after === undefined) return false;
  if (!isObject(before) || !isObject(after)) return false;
  const [old, now] = [Object.keys(before), Object.keys(after)];
  const stays = old.filter((key) => now.includes(key));
  const isOther = now.filter((key) => old.includes(key)).some((key, at) => key !== stays[at]);
  return isOther || stays.some((key) => isReordered(before[key], after[key]));
}

export function rulesOf(value: Json | undefined): Rules {
  return value !== undefined && isObject(value) ? value : {};
}

export function namesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly Json[]).filter((one) => typeof one === "string")
    : [];
}
