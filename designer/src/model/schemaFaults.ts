/**
 * What is wrong with the values of a form: at which field, and of which kind, so that a sentence
 * can be made of it.
 *
 * Never: a sentence, unless the schema itself brings one along; and at most one at each field.
 */
import type { Json } from "./json";
import type { Control, Field } from "./schema";
import { isSame } from "./schemaSame";
import { checkerFor, type Wrong } from "./schemaCheck";
import { isList, isObject, type Rules, type Schema } from "./schemaShape";
import { Sift, walk } from "./schemaSift";
import { fieldsIn, pointerOf, valueAt } from "./schemaValue";

export type Fault = {
  /** Of the field that shows it. */
  readonly pointer: string;
  /** What is wrong lies in this place of the field's value; most often the field is the place. */
  readonly inside: string;
} & Said;

export type Said =
  /** The schema's own words. */
  | { readonly kind: "said"; readonly words: string }
  | { readonly kind: "missing"; readonly of: Control["kind"] | "amount" | "currency" }
  | { readonly kind: "type"; readonly of: string }
  | { readonly kind: "choice"; readonly options: readonly Json[] }
  | { readonly kind: "range"; readonly least: number; readonly most: number }
  | { readonly kind: "atLeast" | "atMost" | "moreThan" | "lessThan"; readonly limit: number }
  | { readonly kind: "step"; readonly step: number }
  | { readonly kind: "decimals"; readonly count: number }
  | { readonly kind: "tooShort" | "tooLong"; readonly count: number }
  | { readonly kind: "fewItems" | "manyItems" | "fewKeys" | "manyKeys"; readonly count: number }
  | { readonly kind: "pattern"; readonly example: string }
  | { readonly kind: "format"; readonly format: string }
  | { readonly kind: "oneNeeded"; readonly keys: readonly string[] }
  | { readonly kind: "twice" | "unwanted" | "keyName" | "combination" };

/** The faults of what is sent, in the order of the form; none where it can't be told here. */
export function faultsOf(schema: Json, form: Field, sent: Json): Fault[] {
  const checker = checkerFor(schema, sent);
  const wrongs = checker.wrongs(sent) ?? [];
  const shown = fieldsIn(form);
  const fields = new Map(shown.map((field) => [field.pointer, field]));
  const naming = new Naming(checker.root, sent, fields);
  const first = new Map<string, Fault>();
  for (const wrong of new Sift(checker.root, fields).sifted(wrongs))
    for (const fault of naming.faults(wrong))
      if (!first.has(fault.pointer)) first.set(fault.pointer, fault);
  return shown.flatMap(({ pointer }) => first.get(pointer) ?? []);
}

class Naming {
  private readonly root: Schema;
  private readonly sent: Json;
  private readonly fields: ReadonlyMap<string, Field>;

  constructor(root: Schema, sent: Json, fields: ReadonlyMap<string, Field>) {
    this.root = root;
    this.sent = sent;
    this.fields = fields;
  }

  faults(wrong: Wrong): Fault[] {
    const { rules, through } = walk(this.root, wrong.by);
    if (through.includes("contains") || through.includes("not")) return [];
    const value = valueAt(this.sent, pointerOf(wrong.at));
    if (through.includes("propertyNames"))
      return [this.at(wrong.at, wrong.keyword, { kind: "keyName" })];
    const missing = missingIn(rules, wrong, value);
    if (missing !== undefined)
      return missing.map((key) => this.at([...wrong.at, key], wrong.keyword, MISSING));
    const absent = value === null && ["type", "enum", "const"].includes(wrong.keyword);
    const said = absent ? MISSING : saidOf(wrong.keyword, rules, value);
    const at = said?.kind === "twice" ? [...wrong.at, String(secondOf(value))] : wrong.at;
    return said === undefined ? [] : [this.at(at, wrong.keyword, said)];
  }

  /** At the field that shows this place: itself, or the nearest around it. */
  private at(at: readonly string[], keyword: string, said: Said): Fault {
    let length = at.length;
    while (length > 0 && !this.fields.has(pointerOf(at.slice(0, length)))) length -= 1;
    const place = { pointer: pointerOf(at.slice(0, length)), inside: pointerOf(at.slice(length)) };
    const field = this.fields.get(place.pointer);
    if (field === undefined) return { ...place, ...said };
    const words = place.inside === "" ? ownWords(field, keyword) : undefined;
    if (words !== undefined) return { ...place, kind: "said", words };
    const { control } = field;
    if (control.kind === "choice" && ["choice", "combination", "type"].includes(said.kind))
      return { ...place, kind: "choice", options: control.options.map(({ value }) => value) };
    if (said.kind !== "missing") return { ...place, ...said };
    const part = at.at(-1) === "currency" ? "currency" : "amount";
    if (control.kind === "money") return { ...place, kind: "missing", of: part };
    return { ...place, kind: "missing", of: place.inside === "" ? control.kind : "text" };
  }
}

const MISSING: Said = { kind: "missing", of: "text" };

function ownWords({ words }: Field, keyword: string): string | undefined {
  if (words === undefined || typeof words === "string") return words;
  return Object.hasOwn(words, keyword) ? words[keyword] : undefined;
}

function missingIn(rules: Rules, wrong: Wrong, value: Json | undefined): string[] | undefined {
  if (!isObject(value)) return undefined;
  const lacks = (key: string) => !Object.hasOwn(value, key);
  if (wrong.keyword === "required") return (rules.required ?? []).filter(lacks);
  if (wrong.keyword !== "dependentRequired") return undefined;
  const asked = Object.entries(rules.dependentRequired ?? {}).filter(([key]) => !lacks(key));
  return asked.flatMap(([, keys]) => keys).filter(lacks);
}

function secondOf(list: Json | undefined): number {
  if (!isList(list)) return 0;
  return list.findIndex((one, at) => list.slice(0, at).some((before) => isSame(one, before)));
}

function saidOf(keyword: string, rules: Rules, value: Json | undefined): Said | undefined {
  switch (keyword) {
    case "type":
      return { kind: "type", of: rules.type?.find((type) => type !== "null") ?? "" };
    case "enum":
      return { kind: "choice", options: rules.exact ?? rules.enum ?? [] };
    case "const":
      return { kind: "choice", options: [rules.exact?.[0] ?? rules.const ?? null] };
    case "minLength":
      return { kind: "tooShort", count: rules.minLength ?? 0 };
    case "maxLength":
      return { kind: "tooLong", count: rules.maxLength ?? 0 };
    case "pattern": {
      const [example] = rules.examples ?? [];
      return { kind: "pattern", example: typeof example === "string" ? example : "" };
    }
    case "format":
      return { kind: "format", format: rules.format ?? "" };
    case "uniqueItems":
      return { kind: "twice" };
    case "false":
      return { kind: "unwanted" };
    case "multipleOf":
      return stepOf(rules.multipleOf ?? 1, value);
    default:
      return boundOf(keyword, rules) ?? countOf(keyword, rules);
  }
}

function boundOf(keyword: string, rules: Rules): Said | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = rules;
  switch (keyword) {
    case "minimum":
    case "maximum":
      if (minimum !== undefined && maximum !== undefined)
        return { kind: "range", least: minimum, most: maximum };
      return keyword === "minimum"
        ? { kind: "atLeast", limit: minimum ?? 0 }
        : { kind: "atMost", limit: maximum ?? 0 };
    case "exclusiveMinimum":
      return { kind: "moreThan", limit: exclusiveMinimum ?? 0 };
    case "exclusiveMaximum":
      return { kind: "lessThan", limit: exclusiveMaximum ?? 0 };
    default:
      return undefined;
  }
}

function countOf(keyword: string, rules: Rules): Said | undefined {
  switch (keyword) {
    case "minItems":
      return { kind: "fewItems", count: rules.minItems ?? 0 };
    case "maxItems":
      return { kind: "manyItems", count: rules.maxItems ?? 0 };
    case "minProperties":
      return { kind: "fewKeys", count: rules.minProperties ?? 0 };
    case "maxProperties":
      return { kind: "manyKeys", count: rules.maxProperties ?? 0 };
    case "oneOf":
    case "anyOf":
      return unionOf((keyword === "oneOf" ? rules.oneOf : rules.anyOf) ?? []);
    case "not":
    case "contains":
    case "minContains":
    case "maxContains":
      return { kind: "combination" };
    default:
      return undefined;
  }
}

/** "One of these is needed" is said so, other combinations are not to be explained. */
function unionOf(branches: readonly Schema[]): Said {
  const needed = branches.map((branch) =>
    typeof branch === "object" && branch.properties === undefined ? (branch.required ?? []) : [],
  );
  const keys = needed.every((names) => names.length === 1) ? [...new Set(needed.flat())] : [];
  return keys.length < 2 ? { kind: "combination" } : { kind: "oneNeeded", keys };
}

/** A step of 0.01 is what people call two decimal places. */
function stepOf(step: number, value: Json | undefined): Said | undefined {
  const places = Math.round(-Math.log10(step));
  if (places > 0 && step === Number(`1e-${places}`)) return { kind: "decimals", count: places };
  // The validator has seen a rounded one.
  if (typeof value === "bigint" && Number.isInteger(step) && value % BigInt(step) === 0n)
    return undefined;
  return { kind: "step", step };
}
