/**
 * What an expression can read where it stands: the value at hand, variables, and what they hold, as
 * far as a check has found that out.
 *
 * Never: the judge of whether a name is there; what isn't known may be there all the same.
 */
import type { TaskData } from "./taskData";
import type { Json } from "../json";
import { isList, isObject, plain } from "../schemaShape";
import type { Path } from "./paths";

/** A value that can be read, by a name: `.` or a variable with its `$`. */
export type Root = { readonly name: string; readonly schema: Json };
export type Scope = readonly Root[];

export type Field = {
  /** The key, or nothing for the items of a list. */
  readonly name: string;
  readonly schema: Json;
  readonly title: string | undefined;
  readonly type: TypeName;
};
export type TypeName =
  "text" | "number" | "whole" | "yesNo" | "list" | "object" | "date" | "moment" | "nothing" | "any";

const MOST_REFERENCES = 20;
const RAW: ReadonlySet<string> = new Set(["if", "input"]);
const MADE: ReadonlySet<string> = new Set(["output", "export"]);
/** Where a secret may be read: the arguments of a call, and where they come from. */
const OF_A_CALL: ReadonlySet<string> = new Set(["with", "run", "input"]);

const TEXT: Json = { type: "string" };
const STARTED: Json = { type: "object", properties: { iso8601: { type: "string" } } };

export type Standing = {
  readonly document: Json;
  /** Of the task that the expression belongs to; nothing where it belongs to the process. */
  readonly task: string | undefined;
  /** Where in the document the expression stands. */
  readonly pointer: string;
  readonly data: TaskData | undefined;
};

export function scopeOf({ document, task, pointer, data }: Standing): Scope {
  const [attribute = ""] = task === undefined ? [] : pointer.slice(task.length + 1).split("/");
  const roots: Root[] = [
    { name: ".", schema: atHand(attribute, data) },
    { name: "$context", schema: data?.context ?? true },
    ...Object.entries(data?.variables ?? {}).map(([name, schema]) => ({
      name: `$${name}`,
      schema,
    })),
  ];
  if (task !== undefined && !RAW.has(attribute))
    roots.push({ name: "$input", schema: data?.input ?? true });
  if (MADE.has(attribute)) roots.push({ name: "$output", schema: data?.output ?? true });
  roots.push({ name: "$workflow", schema: workflowOf(document) });
  if (task !== undefined) roots.push({ name: "$task", schema: TASK });
  roots.push({ name: "$runtime", schema: RUNTIME });
  const secrets = OF_A_CALL.has(attribute) ? secretsOf(document) : [];
  if (secrets.length > 0) roots.push({ name: "$secrets", schema: objectOf(secrets) });
  return roots;
}

/** What the expression's dot is; of what a task made itself nothing is known before `as`. */
function atHand(attribute: string, data: TaskData | undefined): Json {
  if (attribute === "export") return data?.output ?? true;
  if (attribute === "output") return true;
  return data?.input ?? true;
}

const TASK: Json = {
  type: "object",
  properties: { name: TEXT, reference: TEXT, definition: true, input: true, startedAt: STARTED },
};
const RUNTIME: Json = {
  type: "object",
  properties: { name: TEXT, version: TEXT, metadata: { type: "object" } },
};

function workflowOf(document: Json): Json {
  const input = under(under(under(document, "input"), "schema"), "document") ?? true;
  const properties = { id: TEXT, input, definition: true, startedAt: STARTED };
  return { type: "object", properties };
}

export function secretsOf(document: Json): readonly string[] {
  const declared = under(under(document, "use"), "secrets");
  return isList(declared) ? declared.filter((name) => typeof name === "string") : [];
}

function objectOf(names: readonly string[]): Json {
  return { type: "object", properties: Object.fromEntries(names.map((name) => [name, TEXT])) };
}

function under(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

// ---- what shapes hold

export function schemaAt(scope: Scope, { root, steps }: Path): Json {
  const found = scope.find(({ name }) => name === root);
  return steps.reduce<Json>((schema, step) => inside(schema, step), found?.schema ?? true);
}

/** Of a key or an index; `true` where nothing is known of it. */
export function inside(schema: Json, step: string | number): Json {
  const found = variantsOf(schema).flatMap((one): Json[] => {
    if (typeof step === "number") return [itemOf(one)];
    const known = under(under(one, "properties"), step);
    return known === undefined ? [] : [rooted(one, known)];
  });
  const [first] = found;
  return found.length > 1 ? { anyOf: found } : (first ?? true);
}

function itemOf(schema: Json): Json {
  const items = under(schema, "items");
  const [first] = isList(under(schema, "prefixItems"))
    ? (under(schema, "prefixItems") as Json[])
    : [];
  const item = isObject(items) || items === true ? items : first;
  return item === undefined ? true : rooted(schema, item);
}

export function fieldsIn(schema: Json): readonly Field[] {
  const found = new Map<string, Field>();
  for (const one of variantsOf(schema)) {
    const properties = under(one, "properties");
    if (!isObject(properties)) continue;
    for (const [name, part] of Object.entries(properties))
      if (!found.has(name)) found.set(name, fieldOf(name, rooted(one, part)));
  }
  return [...found.values()];
}

export function fieldOf(name: string, schema: Json): Field {
  const title = under(schema, "title");
  return {
    name,
    schema,
    title: typeof title === "string" ? title : undefined,
    type: typeOf(schema),
  };
}

/** References lead into the schema that they stand in; it comes along as `$root`. */
function rooted(whole: Json, part: Json): Json {
  if (!isObject(part) || !isObject(whole)) return part;
  const root = under(whole, ROOT) ?? whole;
  return { ...part, [ROOT]: root };
}
const ROOT = "baton:root";

/** The schema itself and what it is put together from, its references followed. */
function variantsOf(schema: Json, left = MOST_REFERENCES): readonly Json[] {
  if (!isObject(schema) || left === 0) return [];
  const referred = under(schema, "$ref");
  const target = typeof referred === "string" ? referredTo(schema, referred) : undefined;
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => {
    const list = under(schema, key);
    return isList(list) ? list : [];
  });
  const inner = [...(target === undefined ? [] : [target]), ...parts];
  return [schema, ...inner.flatMap((one) => variantsOf(rooted(schema, one), left - 1))];
}

function referredTo(schema: Json, reference: string): Json | undefined {
  if (reference !== "#" && !reference.startsWith("#/")) return undefined;
  const root = under(schema, ROOT) ?? schema;
  const keys = reference.split("/").slice(1);
  return keys.reduce<Json | undefined>(
    (at, key) => under(at, key.replaceAll("~1", "/").replaceAll("~0", "~")),
    root,
  );
}

const NAMES: Readonly<Record<string, TypeName>> = {
  string: "text",
  number: "number",
  integer: "whole",
  boolean: "yesNo",
  array: "list",
  object: "object",
  null: "nothing",
};
const FORMATS: Readonly<Record<string, TypeName>> = { date: "date", "date-time": "moment" };

/** The one type that it has besides null. */
export function typeOf(schema: Json): TypeName {
  const found = new Set(variantsOf(schema).flatMap(typesIn));
  found.delete("nothing");
  const [first] = found;
  return found.size === 1 && first !== undefined ? first : "any";
}

function typesIn(schema: Json): readonly TypeName[] {
  const said = under(schema, "type");
  const format = under(schema, "format");
  const constant = under(schema, "const");
  const values = under(schema, "enum") ?? (constant === undefined ? undefined : [constant]);
  if (said === undefined && isList(values)) return values.map(typeOfValue);
  if (said === undefined) return under(schema, "properties") === undefined ? [] : ["object"];
  const names = (isList(said) ? said : [said]).filter((one) => typeof one === "string");
  return names.map((name) => {
    const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    const special = typeof format === "string" && known === "text" ? FORMATS[format] : undefined;
    return special ?? known ?? "any";
  });
}

export function typeOfValue(value: Json): TypeName {
  if (value === null) return "nothing";
  if (isList(value)) return "list";
  const type = typeof value;
  if (type === "bigint") return "whole";
  if (type === "number") return Number.isInteger(value) ? "whole" : "number";
  return NAMES[type] ?? "any";
}

/** Values of which it is one, where the schema lists them. */
export function choicesOf(schema: Json): readonly Json[] {
  return variantsOf(schema).flatMap((one) => {
    const constant = under(one, "const");
    const listed = under(one, "enum");
    return isList(listed) ? listed.map(plain) : constant === undefined ? [] : [constant];
  });
}

/** A schema of just this value, for a value that is known where no schema is. */
export function schemaOfValue(value: Json, depth = 4): Json {
  if (depth === 0) return true;
  if (isList(value)) {
    const [first] = value;
    return first === undefined
      ? { type: "array" }
      : { type: "array", items: schemaOfValue(first, depth - 1) };
  }
  if (!isObject(value)) {
    const names: Readonly<Record<string, string>> = { string: "string", boolean: "boolean" };
    return value === null ? true : { type: names[typeof value] ?? "number" };
  }
  const entries = Object.entries(value).map(([key, one]) => [key, schemaOfValue(one, depth - 1)]);
  return { type: "object", properties: Object.fromEntries(entries) as Json };
}
