/**
 * The fields of a form as a JSON Schema asks for them, given what has been filled in so far.
 *
 * Never: a guess at what can't be told from the schema; that is a field for JSON.
 */
import type { Json } from "./json";
import { checkerFor, type Checker } from "./schemaCheck";
import { isSame } from "./schemaSame";
import { fixedOf, itemAt, type Option, otherAt, type Settled, settle } from "./schemaSettle";
import type { Variants } from "./schemaSettle";
import { isList, isObject, type Rules, type Schema, type TypeName } from "./schemaShape";

export type { Option } from "./schemaSettle";

export type Field = {
  /** JSON pointer to its value. */
  readonly pointer: string;
  /** Its title, else its key in words; empty where there is neither. */
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly required: boolean;
  /** An empty one is sent as null when it is required. */
  readonly nullable: boolean;
  readonly readOnly: boolean;
  /** Not shown while it is typed and not kept anywhere. */
  readonly secret: boolean;
  readonly initial: Json | undefined;
  /** What the schema itself says when something is wrong: always, or by keyword. */
  readonly words: Rules["words"];
  readonly control: Control;
};

export type Control =
  | {
      readonly kind: "text";
      readonly long: boolean;
      readonly format: string;
      readonly most: number;
    }
  | { readonly kind: "number"; readonly whole: boolean; readonly unit: string }
  | {
      readonly kind: "money";
      readonly asText: boolean;
      /** Empty where any currency will do. */
      readonly currencies: readonly string[];
      readonly currency: string;
    }
  | { readonly kind: "date" }
  | { readonly kind: "dateTime" }
  | { readonly kind: "time" }
  | { readonly kind: "duration" }
  | { readonly kind: "yesNo" }
  | { readonly kind: "choice"; readonly options: readonly Option[] }
  | { readonly kind: "choices"; readonly options: readonly Option[] }
  | { readonly kind: "person"; readonly as: "email" | "id" }
  /** The id of a file that was brought, or a list of them; without kinds any is taken. */
  | { readonly kind: "file"; readonly accept: readonly string[] }
  | { readonly kind: "files"; readonly accept: readonly string[]; readonly most: number }
  | { readonly kind: "fixed"; readonly value: Json }
  | { readonly kind: "json" }
  | List
  | Group;

export type List = {
  readonly kind: "list";
  readonly items: readonly Field[];
  readonly least: number;
  readonly most: number;
  readonly itemLabel: string;
};

export type Group = {
  readonly kind: "group";
  readonly fields: readonly Field[];
  /** Left out until somebody adds it: not needed, but not to be left half filled in either. */
  readonly offered: boolean;
  readonly variants: readonly Variants[];
  /** Keys that have no property of their own. */
  readonly others: readonly Field[];
  readonly othersMayGrow: boolean;
};

/** Deeper than this a form is no help any more. */
const MOST_DEPTH = 12;
const MOST_FIELDS = 1_000;
const LONG = 200;
const FILE = "file";
/** More the API does not take at once. */
const MOST_FILES = 100;
const LONG_FORMATS = new Set(["textarea", "multiline", "markdown", "html"]);
const DATES: Readonly<Record<string, "date" | "dateTime" | "time" | "duration">> = {
  date: "date",
  "date-time": "dateTime",
  time: "time",
  duration: "duration",
};

/** The whole as one field, most often a group. */
export function formOf(schema: Json, value: Json): Field {
  const checker = checkerFor(schema, value);
  const place = { pointer: "", key: "", required: true, path: [], depth: 0 };
  return fieldOf(checker.root, value, place, { checker, left: MOST_FIELDS });
}

/** What one form is made with: a few definitions may stand for a million fields. */
type World = { readonly checker: Checker; left: number };

type Place = {
  readonly pointer: string;
  readonly key: string;
  readonly required: boolean;
  /** The references that were followed on the way here. */
  readonly path: readonly Schema[];
  readonly depth: number;
};

function fieldOf(schema: Schema, value: Json | undefined, place: Place, world: World): Field {
  world.left -= 1;
  const settled = settle(schema, value, world.checker);
  const { rules } = settled;
  const [example] = rules.examples ?? [];
  return {
    pointer: place.pointer,
    label: rules.title ?? inWords(place.key),
    hint: rules.description ?? "",
    example: typeof example === "string" || typeof example === "number" ? String(example) : "",
    required: place.required,
    nullable: settled.nullable,
    readOnly: rules.readOnly === true,
    secret: rules.writeOnly === true || rules.format === "password",
    initial: rules.default,
    words: rules.words,
    control: controlOf(settled, value, place, world),
  };
}

function controlOf(settled: Settled, value: Json | undefined, place: Place, world: World): Control {
  const { rules, nullable, odd } = settled;
  if (odd || place.depth > MOST_DEPTH || world.left < 0) return { kind: "json" };
  const only = settled.options === undefined ? fixedOf(rules) : undefined;
  // A yes that must be given is given by a person.
  if (only !== undefined && only !== true && place.required && !nullable)
    return { kind: "fixed", value: only };
  const control = shapeFor(settled, value, place, world);
  return fits(control, value) ? control : { kind: "json" };
}

function shapeFor(settled: Settled, value: Json | undefined, place: Place, world: World): Control {
  const types = typesOf(settled.rules, settled).filter((type) => type !== "null");
  const [type] = types;
  if (fixedOf(settled.rules) === true) return { kind: "yesNo" };
  const options = settled.options ?? optionsIn(settled.rules);
  if (options !== undefined && type !== "object" && type !== "array")
    return { kind: "choice", options: options.filter((one) => one.value !== null) };
  if (types.length !== 1 || type === undefined) return { kind: "json" };
  return typed(type, settled, value, place, world);
}

function typed(
  type: TypeName,
  settled: Settled,
  value: Json | undefined,
  place: Place,
  world: World,
): Control {
  const { rules } = settled;
  switch (type) {
    case "string":
      return textOf(rules);
    case "number":
    case "integer":
      return { kind: "number", whole: type === "integer", unit: rules["x-unit"] ?? "" };
    case "boolean":
      return { kind: "yesNo" };
    case "array":
      return (
        choicesOf(rules, world) ??
        filesOf(rules, world) ??
        listOf(rules, settled, value, place, world)
      );
    case "object":
      return moneyOf(settled, world) ?? groupOf(settled, value, place, world);
    case "null":
      return { kind: "fixed", value: null };
  }
}

/** The kinds that a field takes, as `contentMediaType` has them: divided by commas. */
function acceptOf({ contentMediaType = "" }: Rules): readonly string[] {
  return contentMediaType
    .split(",")
    .map((kind) => kind.trim())
    .filter((kind) => kind !== "");
}

function textOf(rules: Rules): Control {
  const { format = "", contentMediaType = "", maxLength = Infinity } = rules;
  const date = Object.hasOwn(DATES, format) ? DATES[format] : undefined;
  if (date !== undefined) return { kind: date };
  if (format === "person")
    return { kind: "person", as: rules["x-person"] === "id" ? "id" : "email" };
  if (format === FILE) return { kind: "file", accept: acceptOf(rules) };
  const long = LONG_FORMATS.has(format) || contentMediaType.startsWith("text/");
  const endless = maxLength > LONG && maxLength !== Infinity;
  return { kind: "text", long: long || endless, format, most: maxLength };
}

/** A list of which each entry is one of a few values, each at most once. */
function choicesOf(rules: Rules, world: World): Control | undefined {
  if (rules.items === undefined || rules.prefixItems !== undefined) return undefined;
  const item = settle(rules.items, undefined, world.checker);
  const options = item.odd ? undefined : (item.options ?? optionsIn(item.rules));
  return options === undefined ? undefined : { kind: "choices", options };
}

/** A list of nothing but files is one field, to which several are added. */
function filesOf(rules: Rules, world: World): Control | undefined {
  if (rules.items === undefined || rules.prefixItems !== undefined) return undefined;
  const item = settle(rules.items, undefined, world.checker);
  const types = typesOf(item.rules, item);
  const isFile = !item.odd && item.rules.format === FILE && types.join() === "string";
  if (!isFile) return undefined;
  return {
    kind: "files",
    accept: acceptOf(item.rules),
    most: Math.min(rules.maxItems ?? Infinity, MOST_FILES),
  };
}

function listOf(
  rules: Rules,
  settled: Settled,
  value: Json | undefined,
  place: Place,
  world: World,
): Control {
  const found = isList(value) ? value : [];
  const path = [...place.path, ...settled.through];
  const items = found.map((item, index) => {
    const pointer = `${place.pointer}/${index}`;
    const inside = { pointer, key: "", required: true, path, depth: place.depth + 1 };
    return fieldOf(itemAt(rules, index), item, inside, world);
  });
  const closed = rules.items === false ? (rules.prefixItems?.length ?? 0) : Infinity;
  const most = Math.min(closed, rules.maxItems ?? Infinity);
  const sample = rules.items;
  const title =
    typeof sample === "object" ? settle(sample, undefined, world.checker).rules.title : "";
  return { kind: "list", items, least: rules.minItems ?? 0, most, itemLabel: title ?? "" };
}

function moneyOf({ rules, variants }: Settled, world: World): Control | undefined {
  const { amount, currency, ...more } = rules.properties ?? {};
  if (amount === undefined || currency === undefined) return undefined;
  if (Object.keys(more).length > 0 || variants.length > 0) return undefined;
  const [sum, unit] = [
    settle(amount, undefined, world.checker),
    settle(currency, undefined, world.checker),
  ];
  const sumType = typesOf(sum.rules, sum).filter((type) => type !== "null");
  const isSum = sumType.length === 1 && ["number", "integer", "string"].includes(sumType[0] ?? "");
  const only = fixedOf(unit.rules);
  const options = only === undefined ? (unit.options ?? optionsIn(unit.rules)) : [{ value: only }];
  const isUnit = typesOf(unit.rules, unit).includes("string") || options !== undefined;
  if (!isSum || !isUnit) return undefined;
  const currencies = (options ?? [])
    .map((one) => one.value)
    .filter((one) => typeof one === "string");
  const given = unit.rules.default;
  const preset = typeof given === "string" ? given : "";
  const first = currencies.length === 1 ? (currencies[0] ?? "") : preset;
  return { kind: "money", asText: sumType[0] === "string", currencies, currency: first };
}

function groupOf(settled: Settled, value: Json | undefined, place: Place, world: World): Control {
  const { rules, variants } = settled;
  const { properties = {}, required = [] } = rules;
  const given = isObject(value) ? value : {};
  const circle = settled.through.some((one) => place.path.includes(one));
  if (circle && place.required && value === undefined) return { kind: "json" };
  const mayLack = !place.required || settled.nullable;
  const offered = mayLack && (required.length > 0 || circle);
  const shown = !offered || isObject(value);
  const inside = (key: string, needed: boolean): Place => ({
    pointer: `${place.pointer}/${escaped(key)}`,
    key,
    required: needed,
    path: [...place.path, ...settled.through],
    depth: place.depth + 1,
  });
  const at = (key: string) => (Object.hasOwn(given, key) ? given[key] : undefined);
  const asked = Object.entries(properties).filter(([, schema]) => schema !== false);
  // What tells variants apart is sent with them, whether or not it is asked for.
  const isSign = (key: string) =>
    variants.some(
      ({ branches, chosen }) => fixedOf(branches[chosen]?.properties?.[key]) !== undefined,
    );
  const fieldAt = ([key, schema]: readonly [string, Schema]) =>
    fieldOf(schema, at(key), inside(key, required.includes(key) || isSign(key)), world);
  const isOther = (key: string) => !Object.hasOwn(properties, key) && !settled.known.has(key);
  const others = Object.keys(given).filter(isOther);
  return {
    kind: "group",
    fields: shown ? asked.map(fieldAt) : [],
    offered,
    variants: shown ? variants : [],
    others: others.map((key) => fieldOf(otherAt(rules, key), at(key), inside(key, true), world)),
    othersMayGrow: mayGrow(rules, asked.length),
  };
}

/** A free map, or a form that says what further keys must look like. */
function mayGrow(rules: Rules, properties: number): boolean {
  const { additionalProperties: others, patternProperties } = rules;
  if (patternProperties !== undefined || typeof others === "object") return true;
  return properties === 0 && others !== false && rules.maxProperties !== 0;
}

function optionsIn(rules: Rules): readonly Option[] | undefined {
  const values =
    rules.exact ?? rules.enum ?? (rules.const === undefined ? undefined : [rules.const]);
  return values?.map((value) => ({ value }));
}

/** As written, else what its other keywords only make sense for. */
function typesOf(rules: Rules, settled: Settled): readonly TypeName[] {
  if (rules.type !== undefined) return rules.type;
  const says = (...keys: readonly (keyof Rules)[]) => keys.some((key) => rules[key] !== undefined);
  if (says("properties", "required", "additionalProperties", "patternProperties"))
    return ["object"];
  if (settled.variants.length > 0) return ["object"];
  if (says("items", "prefixItems", "minItems", "maxItems", "uniqueItems")) return ["array"];
  if (says("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"))
    return ["number"];
  if (says("pattern", "minLength", "maxLength", "format", "contentMediaType")) return ["string"];
  return [];
}

/** Whether the control can show what is there; a number may still be a text on its way. */
function fits(control: Control, value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  switch (control.kind) {
    case "group":
    case "money":
      return isObject(value);
    case "list":
    case "choices":
    case "files":
      return isList(value);
    case "choice":
      // One that is not on offer any more is chosen anew.
      return hasOption(control.options, value) || typeof value !== "object";
    case "yesNo":
      return typeof value === "boolean";
    case "number":
      return ["number", "bigint", "string"].includes(typeof value);
    case "text":
    case "date":
    case "dateTime":
    case "time":
    case "duration":
    case "person":
    case "file":
      return typeof value === "string";
    case "fixed":
    case "json":
      return true;
  }
}

function hasOption(options: readonly Option[], value: Json): boolean {
  return options.some((option) => isSame(option.value, value));
}

/** `costCentre`, `cost_centre` and `cost-centre` are "Cost centre". */
export function inWords(key: string): string {
  const words = key
    .replaceAll(
      /([\p{Ll}\d])(\p{Lu})/gu,
      (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
    )
    .replaceAll(/[_\-.\s]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
