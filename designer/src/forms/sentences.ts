/**
 * What is wrong, as a sentence that says what to do.
 *
 * Never: the name of a keyword; who fills in a form knows nothing of schemas.
 */
import { type Json, textOf } from "../model/json";
import { type Control, escaped, type Field, type Option } from "../model/schema";
import { isSame } from "../model/schemaSame";
import type { Said } from "../model/schemaFaults";
import { fieldsIn, keysOf, pointerOf } from "../model/schemaValue";
import { locale, say } from "../words";
import { shownDate } from "./dates";
import type { Fault, NotJson, StillComing } from "./formState";

/** So many choices are named; of more it is said that they are on offer. */
const MOST_NAMED = 5;
const EXAMPLE = "2026-12-31";

export type Sentence = {
  readonly text: string;
  /** Of a field with several inputs, the one that is meant; empty for all of it. */
  readonly part: string;
};

/** Each field's sentence, by its pointer. */
export function sentencesOf(faults: readonly Fault[], form: Field): ReadonlyMap<string, Sentence> {
  const fields = new Map(fieldsIn(form).map((field) => [field.pointer, field]));
  return new Map(
    faults.flatMap((fault) => {
      const field = fields.get(fault.pointer);
      if (field === undefined) return [];
      const text = sentenceOf(fault, field, fields);
      return [[fault.pointer, { text, part: fault.inside.slice(1) }]];
    }),
  );
}

/** The same as lines that name the field, where the field itself can't be seen. */
export function linesOf(faults: readonly Fault[], form: Field, whole: string): readonly string[] {
  const fields = new Map(fieldsIn(form).map((field) => [field.pointer, field]));
  return [...sentencesOf(faults, form)].map(([pointer, { text: fault }]) => {
    const keys = keysOf(pointer);
    const names = keys.map((key, at) => {
      const label = fields.get(pointerOf(keys.slice(0, at + 1)))?.label ?? "";
      return label !== ""
        ? label
        : /^\d+$/.test(key)
          ? say("form.itemAlone", { number: Number(key) + 1 })
          : key;
    });
    const [first = whole, ...rest] = names;
    const place = rest.reduce((outer, inner) => say("form.path", { outer, inner }), first);
    return say("form.at", { place, fault });
  });
}

function sentenceOf(fault: Fault, field: Field, fields: ReadonlyMap<string, Field>): string {
  const sentence = worded(fault, field, fields);
  const { inside } = fault;
  if (inside === "" || field.control.kind === "money") return sentence;
  const place = inside.slice(1).replaceAll("/", " / ").replaceAll("~1", "/").replaceAll("~0", "~");
  return say("form.at", { place, fault: sentence });
}

function worded(
  fault: Said | NotJson | StillComing,
  field: Field,
  fields: ReadonlyMap<string, Field>,
): string {
  switch (fault.kind) {
    case "said":
      return fault.words;
    case "missing":
      return missing(fault.of);
    case "type":
      return typeSentence(fault.of, field.control);
    case "choice":
      return choice(fault.options, field.control);
    case "range": {
      const { least, most } = fault;
      return say("form.mend.range", { least: number(least), most: number(most) });
    }
    case "atLeast":
    case "atMost":
    case "moreThan":
    case "lessThan":
      return say(`form.mend.${fault.kind}`, { limit: number(fault.limit) });
    case "step":
      return say("form.mend.step", { step: number(fault.step) });
    case "fewItems":
    case "manyItems":
      return items(fault.kind, fault.count, field.control);
    case "decimals":
    case "tooShort":
    case "tooLong":
    case "fewKeys":
    case "manyKeys":
      return say(`form.mend.${fault.kind}`, { count: fault.count });
    case "pattern":
      return patternSentence(fault.example !== "" ? fault.example : field.example);
    case "format":
      return formatSentence(fault.format);
    case "oneNeeded":
      return say("form.mend.oneNeeded", { names: namesOf(fault.keys, field, fields) });
    case "notJson":
      return fault.place === undefined
        ? say("form.mend.notJson")
        : say("form.mend.notJsonAt", fault.place);
    case "coming":
      return say("form.mend.coming");
    case "twice":
    case "unwanted":
    case "keyName":
    case "combination":
      return say(`form.mend.${fault.kind}`);
  }
}

function missing(of: (Said & { readonly kind: "missing" })["of"]): string {
  if (of === "fixed" || of === "group") return say("form.mend.missing.text");
  return say(`form.mend.missing.${of === "money" ? "amount" : of}`);
}

const TYPES = ["number", "integer", "string", "boolean", "array", "object", "null"] as const;

function typeSentence(of: string, { kind }: Control): string {
  if (kind === "choice") return say("form.mend.choiceMany");
  const type = TYPES.find((one) => one === of);
  return type === undefined ? say("form.mend.pattern") : say(`form.mend.type.${type}`);
}

function choice(options: readonly Json[], control: Control): string {
  if (control.kind === "yesNo") return say("form.mend.tick");
  if (options.length > MOST_NAMED) return say("form.mend.choiceMany");
  const names = options.filter((one) => one !== null).map((one) => optionName(one, control));
  return say("form.mend.choice", { options: listed(names) });
}

function optionName(value: Json, control: Control): string {
  const options = control.kind === "choice" || control.kind === "choices" ? control.options : [];
  return nameOf(options.find((option) => isSame(option.value, value)) ?? { value });
}

/** What a choice is called: its title, or the value in words. */
export function nameOf({ label, value }: Option): string {
  if (label !== undefined) return label;
  if (typeof value === "boolean") return say(value ? "form.yes" : "form.no");
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return number(value);
  return textOf(value);
}

function items(kind: "fewItems" | "manyItems", count: number, control: Control): string {
  if (control.kind !== "choices") return say(`form.mend.${kind}`, { count });
  return say(kind === "fewItems" ? "form.mend.fewChoices" : "form.mend.manyChoices", { count });
}

function patternSentence(example: string): string {
  return example === "" ? say("form.mend.pattern") : say("form.mend.patternLike", { example });
}

function formatSentence(format: string): string {
  switch (format) {
    case "email":
    case "uuid":
    case "hostname":
    case "time":
    case "duration":
      return say(`form.mend.format.${format}`);
    case "uri":
    case "url":
      return say("form.mend.format.uri");
    case "date":
      return say("form.mend.format.date", { example: shownDate(EXAMPLE) });
    case "date-time":
      return say("form.mend.format.dateTime");
    case "ipv4":
    case "ipv6":
      return say("form.mend.format.ip");
    default:
      return say("form.mend.format.unknown");
  }
}

function namesOf(
  keys: readonly string[],
  field: Field,
  fields: ReadonlyMap<string, Field>,
): string {
  return listed(keys.map((key) => fields.get(`${field.pointer}/${escaped(key)}`)?.label ?? key));
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "disjunction" }).format(names);
}

function number(value: number | bigint): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 15 }).format(value);
}
