/**
 * Reads a JSON Schema as people write it, 2020-12 or draft-07, into a shape that can be trusted:
 * every keyword has the type that it should have, every reference leads somewhere inside.
 *
 * Never: an error; a keyword that makes no sense is left out, and the server has the last word.
 */
import type { Json } from "./json";
import { longestFor } from "./schemaPattern";

export type TypeName = "null" | "boolean" | "number" | "integer" | "string" | "array" | "object";
export type Schema = boolean | Rules;
export type Schemas = Readonly<Record<string, Schema>>;

export type Rules = {
  readonly $ref?: string;
  readonly $anchor?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: readonly TypeName[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  /** As written, where `enum` holds integers that a number can't keep. */
  readonly exact?: readonly Json[];
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly required?: readonly string[];
  readonly properties?: Schemas;
  readonly patternProperties?: Schemas;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Schemas;
  readonly "x-person"?: string;
  readonly "x-unit"?: string;
  /** The schema's own words for what is wrong: for anything, or by keyword. */
  readonly words?: string | Readonly<Record<string, string>>;
};

/** A schema inside a schema inside a schema …; deeper than this nobody means it. */
const MOST_DEPTH = 64;
const TYPES = new Set(["null", "boolean", "number", "integer", "string", "array", "object"]);

type Reading = { readonly longest: number; readonly depth: number };
type Reader = (value: Json, reading: Reading) => unknown;

const text: Reader = (value) => (typeof value === "string" ? value : undefined);
const flag: Reader = (value) => (typeof value === "boolean" ? value : undefined);
const list: Reader = (value) => (isList(value) && value.length > 0 ? value.map(plain) : undefined);
const any: Reader = (value) => value;
const one: Reader = (value, reading) => (isSchema(value) ? shape(value, reading) : undefined);
const some: Reader = (value, reading) => {
  if (!isList(value)) return undefined;
  const found = value.filter(isSchema).map((part) => shape(part, reading));
  return found.length === 0 ? undefined : found;
};
const named: Reader = (value, reading) => {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(([, part]) => isSchema(part));
  return Object.fromEntries(entries.map(([key, part]) => [key, shape(part, reading)]));
};
const number: Reader = (value) => {
  const found = plain(value);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
};
const count: Reader = (value, reading) => {
  const found = number(value, reading) as number | undefined;
  return found === undefined || found < 0 ? undefined : Math.ceil(found);
};
const step: Reader = (value, reading) => {
  const found = number(value, reading) as number | undefined;
  return found !== undefined && found > 0 ? found : undefined;
};
const names: Reader = (value) =>
  isList(value) ? value.filter((name) => typeof name === "string") : undefined;
const types: Reader = (value) => {
  const found = (isList(value) ? value : [value]).filter((one) => TYPES.has(one as string));
  return found.length === 0 ? undefined : [...new Set(found)];
};
const pattern: Reader = (value, { longest }) =>
  typeof value === "string" && longestFor(value) >= longest ? value : undefined;
const needed: Reader = (value) => {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, keys]) => {
      const found = names(keys, NOTHING) as readonly string[] | undefined;
      return found === undefined ? [] : [[key, found]];
    }),
  );
};
const words: Reader = (value) => {
  if (typeof value === "string" && value.trim() !== "") return value;
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, said]) => typeof said === "string"));
};
const gone: Reader = () => undefined;

const NOTHING: Reading = { longest: 0, depth: 0 };

const READERS: Readonly<Record<string, Reader>> = {
  $ref: text,
  $anchor: text,
  $id: gone,
  id: gone,
  $schema: gone,
  $vocabulary: gone,
  $comment: gone,
  $dynamicRef: gone,
  $dynamicAnchor: gone,
  $recursiveRef: gone,
  $recursiveAnchor: gone,
  dependencies: gone,
  additionalItems: gone,
  $defs: named,
  definitions: named,
  title: text,
  description: text,
  type: types,
  enum: list,
  const: (value) => plain(value),
  default: any,
  examples: list,
  readOnly: flag,
  writeOnly: flag,
  format: text,
  contentMediaType: text,
  pattern,
  minLength: count,
  maxLength: count,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: step,
  required: names,
  properties: named,
  patternProperties: named,
  additionalProperties: one,
  unevaluatedProperties: one,
  propertyNames: one,
  minProperties: count,
  maxProperties: count,
  prefixItems: some,
  items: one,
  unevaluatedItems: one,
  contains: one,
  minContains: count,
  maxContains: count,
  minItems: count,
  maxItems: count,
  uniqueItems: flag,
  allOf: some,
  anyOf: some,
  oneOf: some,
  not: one,
  if: one,
  then: one,
  else: one,
  dependentRequired: needed,
  dependentSchemas: named,
  "x-person": text,
  "x-unit": text,
};

/** The schema as it can be trusted, for values whose longest text has so many characters. */
export function shapeOf(schema: Json, longest = 0): Schema {
  if (!isSchema(schema)) return true;
  const root = shape(schema, { longest, depth: 0 });
  dropLoose(root, root);
  return root;
}

/** What a reference means: the whole, a place in it, or a named place. */
export function resolve(root: Schema, ref: string): Schema | undefined {
  if (!ref.startsWith("#")) return undefined;
  const fragment = decoded(ref.slice(1));
  if (fragment === undefined) return undefined;
  if (fragment === "") return root;
  if (!fragment.startsWith("/")) return anchored(root, fragment);
  let at: unknown = root;
  for (const part of fragment.slice(1).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return isSchema(at as Json) ? (at as Schema) : undefined;
}

/** All schemas directly inside of this one, also those under keywords that we don't know. */
export function partsOf(schema: Schema): Schema[] {
  if (typeof schema === "boolean") return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    if (DATA.has(key)) return [];
    if (Array.isArray(value)) return value.filter((part) => isSchema(part as Json)) as Schema[];
    if (!isObject(value as Json)) return [];
    return MAPS.has(key) ? Object.values(value as Schemas) : [value as Schema];
  });
}

const MAPS: ReadonlySet<string> = new Set(
  Object.keys(READERS).filter((key) => READERS[key] === named),
);
/** Keywords whose values look like schemas, but are values. */
const DATA = new Set(["enum", "const", "exact", "default", "examples", "words", "required"]);
DATA.add("dependentRequired");

function shape(value: Json, { longest, depth }: Reading): Schema {
  if (typeof value === "boolean") return value;
  if (!isObject(value) || depth > MOST_DEPTH) return true;
  const deeper = { longest, depth: depth + 1 };
  const read = Object.entries(value).map(([key, part]): [string, unknown] => {
    const reader = Object.hasOwn(READERS, key) ? READERS[key] : undefined;
    return [key, (reader ?? unknownKeyword)(part, deeper)];
  });
  const found = new Map(read.filter(([, part]) => part !== undefined));
  for (const [key, part] of olderForms(value, deeper)) found.set(key, part);
  dropUnsafeNames(found, longest);
  return Object.fromEntries(found);
}

/** What earlier drafts and other tools call by another name, put as 2020-12 has it. */
function olderForms(value: Readonly<Record<string, Json>>, reading: Reading) {
  const older: [string, unknown][] = [];
  const put = (key: string, part: unknown) => part !== undefined && older.push([key, part]);
  if (isList(value["items"])) {
    put("prefixItems", some(value["items"], reading));
    put("items", one(value["additionalItems"] ?? true, reading));
  }
  for (const bound of ["Minimum", "Maximum"]) {
    const limit = value[bound.toLowerCase()];
    if (value[`exclusive${bound}`] === true && limit !== undefined)
      put(`exclusive${bound}`, number(limit, reading));
  }
  const dependencies = value["dependencies"];
  if (isObject(dependencies)) {
    put("dependentRequired", needed(value["dependentRequired"] ?? dependencies, reading));
    put("dependentSchemas", named(value["dependentSchemas"] ?? dependencies, reading));
  }
  put("words", words(value["x-error"] ?? value["errorMessage"] ?? null, reading));
  const written = value["enum"] ?? (value["const"] === undefined ? null : [value["const"]]);
  if (isList(written) && written.some((one) => typeof one === "bigint")) put("exact", written);
  return older;
}

/** Without such a pattern nobody knows which other keys there may be. */
function dropUnsafeNames(found: Map<string, unknown>, longest: number): void {
  const names = found.get("patternProperties") as Schemas | undefined;
  if (names === undefined || Object.keys(names).every((name) => longestFor(name) >= longest))
    return;
  found.delete("patternProperties");
  found.delete("additionalProperties");
  found.delete("unevaluatedProperties");
}

/** A reference may lead anywhere, so what is not known is read as if it held schemas. */
function unknownKeyword(value: Json, reading: Reading): unknown {
  return isObject(value) ? shape(value, reading) : undefined;
}

function dropLoose(schema: Schema, root: Schema): void {
  if (typeof schema === "boolean") return;
  const own = schema as { $ref?: string };
  if (own.$ref !== undefined) {
    const fragment = decoded(own.$ref.slice(1));
    if (fragment === undefined || resolve(root, own.$ref) === undefined) delete own.$ref;
    // The validator finds a place only when it is written as it writes it itself.
    else own.$ref = `#${encodeURI(fragment).replaceAll("#", "%23")}`;
  }
  for (const part of partsOf(schema)) dropLoose(part, root);
}

function anchored(schema: Schema, name: string): Schema | undefined {
  if (typeof schema === "boolean") return undefined;
  if (schema.$anchor === name) return schema;
  for (const part of partsOf(schema)) {
    const found = anchored(part, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}

/** With numbers where there are integers that only a bigint holds; the validator knows no others. */
export function plain(value: Json): Json {
  if (typeof value === "bigint") return Number(value);
  if (isList(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSchema(value: Json | undefined): value is boolean | Readonly<Record<string, Json>> {
  return typeof value === "boolean" || isObject(value);
}
