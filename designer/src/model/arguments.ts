/**
 * What a function asks for, from the JSON Schema of its input: a place each, with the control that
 * fits what is meant.
 *
 * Never: a look at a value; what stands there now is up to who shows it.
 */
import { isObject, type Json } from "./json";

export type ArgumentKind =
  /** People, roles, departments and so on. */
  | "people"
  /** How many of them have to answer. */
  | "rule"
  | "duration"
  /** A JSON Schema, which is drawn as a form. */
  | "form"
  /** One or more lines with values in them. */
  | "line"
  | "text"
  /** A text in the language of templates. */
  | "template"
  /** The name of a template of the organisation. */
  | "templateName"
  /** Values by names that the author chooses. */
  | "map"
  | "group"
  | "list"
  /** A control of a form: a number, a choice, a date, yes or no. */
  | "plain"
  | "any";

export type Argument = {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly example: string;
  readonly required: boolean;
  readonly initial: Json | undefined;
  readonly kind: ArgumentKind;
  /** With what its references lead to. */
  readonly schema: Rules;
  /** The name of the definition that it refers to. */
  readonly named: string;
};

type Rules = Readonly<Record<string, Json>>;

const MOST_STEPS = 20;
const DEFINITIONS = "$defs";
/** What a definition of a function's schema means by its name. */
const BY_NAME: Readonly<Record<string, ArgumentKind>> = {
  people: "people",
  rule: "rule",
  duration: "duration",
};
const PLAIN = new Set(["string", "number", "integer", "boolean"]);
const LONG = 500;

/** Those of an object, in the order of the schema. */
export function argumentsOf(schema: Json): readonly Argument[] {
  const { rules } = followed(schema, rulesOf(schema));
  const required = Array.isArray(rules["required"]) ? (rules["required"] as readonly Json[]) : [];
  return Object.entries(rulesOf(rules["properties"])).map(([key, inner]) =>
    argumentOf(key, inner, required.includes(key), rulesOf(schema)),
  );
}

/** What each entry of a list is. */
export function entryOf({ schema }: Argument): Argument {
  return argumentOf("", schema["items"] ?? true, true, schema);
}

function argumentOf(key: string, written: Json, required: boolean, root: Rules): Argument {
  const { rules, named } = followed(written, root);
  const definitions = root[DEFINITIONS];
  const schema = definitions === undefined ? rules : { ...rules, [DEFINITIONS]: definitions };
  const [example] = Array.isArray(rules["examples"]) ? (rules["examples"] as readonly Json[]) : [];
  return {
    key,
    label: typeof rules["title"] === "string" ? rules["title"] : key,
    hint: typeof rules["description"] === "string" ? rules["description"] : "",
    example: typeof example === "string" || typeof example === "number" ? String(example) : "",
    required,
    initial: rules["default"],
    kind: kindOf(key, rules, named, root),
    schema,
    named,
  };
}

function kindOf(key: string, rules: Rules, named: string, root: Rules): ArgumentKind {
  const byName = BY_NAME[named];
  if (byName !== undefined) return byName;
  const { type } = rules;
  switch (typeof type === "string" ? type : "") {
    case "string":
      return textKind(key, rules);
    case "array":
      return arePeople(rules, root) ? "people" : listKind(rules, root);
    case "object":
      if (rules["properties"] !== undefined) return "group";
      return key === "form" ? "form" : "map";
    default:
      return isPlain(rules) ? "plain" : "any";
  }
}

function textKind(key: string, rules: Rules): ArgumentKind {
  const media = rules["contentMediaType"];
  if (media === "text/jinja2" || key === "template") return "template";
  if (key === "templateName") return "templateName";
  if (rules["format"] === "duration") return "duration";
  if (rules["enum"] !== undefined || rules["oneOf"] !== undefined) return "plain";
  if (rules["format"] !== undefined && rules["format"] !== "email") return "plain";
  const most = rules["maxLength"];
  const isLong = typeof most === "number" && most > LONG;
  return isLong || (typeof media === "string" && media.startsWith("text/")) ? "text" : "line";
}

function listKind(rules: Rules, root: Rules): ArgumentKind {
  const { items } = rules;
  if (items === undefined) return "any";
  const inner = followed(items, root).rules;
  const isChoice = inner["enum"] !== undefined || inner["oneOf"] !== undefined;
  return isChoice ? "plain" : "list";
}

/** A list of addresses, or of maps that name a department, a manager … */
function arePeople(rules: Rules, root: Rules): boolean {
  const either = rulesOf(followed(rules["items"] ?? true, root).rules)["anyOf"];
  if (!Array.isArray(either)) return false;
  return (either as readonly Json[]).some((one) => {
    const names = rulesOf(rulesOf(one)["properties"]);
    return "department" in names && "manager" in names;
  });
}

/** One plain type, or a choice among plain values. */
function isPlain(rules: Rules): boolean {
  if (typeof rules["type"] === "string") return PLAIN.has(rules["type"]);
  return rules["type"] === undefined && Array.isArray(rules["enum"]);
}

/** What references lead to; what stands beside one says more than it. */
function followed(written: Json, root: Rules): { readonly rules: Rules; readonly named: string } {
  let rules = rulesOf(written);
  let named = "";
  for (let step = 0; step < MOST_STEPS && typeof rules["$ref"] === "string"; step += 1) {
    const { $ref, ...beside } = rules;
    const name = /^#\/\$defs\/([^/]+)$/.exec($ref)?.[1];
    const target = name === undefined ? undefined : rulesOf(root[DEFINITIONS])[name];
    named = name ?? named;
    rules = { ...rulesOf(target), ...beside };
  }
  return { rules, named };
}

function rulesOf(value: Json | undefined): Rules {
  return value !== undefined && isObject(value) ? value : {};
}
