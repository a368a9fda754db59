/**
 * Fields that are asked for only if another one has a value, as a schema says it: `if` and `then`,
 * alone or in `allOf`, and `dependentSchemas`.
 *
 * Never: a condition of another shape touched; it stays as it is written.
 */
import type { FormField } from "./formFields";
import { isObject, type Json } from "./json";
import { isSame } from "./schemaSame";

type Rules = Readonly<Record<string, Json>>;

/** Of which value; undefined means any. */
export type Shown = { readonly field: string; readonly is: Json | undefined };

type Place =
  | { readonly in: "root" }
  | { readonly in: "allOf"; readonly index: number }
  | { readonly in: "dependentSchemas"; readonly key: string };

type Conditional = { readonly place: Place; readonly shown: Shown; readonly then: Rules };

export function conditionsIn(rules: Rules): readonly Conditional[] {
  const all: Conditional[] = [];
  const add = (place: Place, shown: Shown | undefined, then: Json | undefined) => {
    if (shown !== undefined && then !== undefined && isFields(then))
      all.push({ place, shown, then });
  };
  if (rules["else"] === undefined) add({ in: "root" }, shownBy(rules["if"]), rules["then"]);
  listOf(rules["allOf"]).forEach((part, index) => {
    if (!isObject(part) || !hasOnly(part, ["if", "then"])) return;
    add({ in: "allOf", index }, shownBy(part["if"]), part["then"]);
  });
  for (const [key, then] of Object.entries(rulesOf(rules["dependentSchemas"])))
    add({ in: "dependentSchemas", key }, { field: key, is: undefined }, then);
  return apart(all, Object.keys(rulesOf(rules["properties"])));
}

/** Without those that say more of a field that is asked for elsewhere. */
function apart(all: readonly Conditional[], own: readonly string[]): readonly Conditional[] {
  const known = new Set(own);
  return all.filter(({ then }) => {
    const keys = Object.keys(rulesOf(then["properties"]));
    if (keys.length === 0 || keys.some((key) => known.has(key))) return false;
    for (const key of keys) known.add(key);
    return true;
  });
}

/** `{ properties: { field: { const: value } }, required: [field] }`. */
function shownBy(condition: Json | undefined): Shown | undefined {
  if (condition === undefined || !isObject(condition)) return undefined;
  if (!hasOnly(condition, ["properties", "required"])) return undefined;
  const [[field, rule] = [], ...more] = Object.entries(rulesOf(condition["properties"]));
  const isOne = field !== undefined && more.length === 0 && rule !== undefined && isObject(rule);
  if (!isOne || !hasOnly(rule, ["const"]) || rule["const"] === undefined) return undefined;
  const required = listOf(condition["required"]);
  return required.every((name) => name === field) ? { field, is: rule["const"] } : undefined;
}

function isFields(value: Json): value is Rules {
  return isObject(value) && hasOnly(value, ["properties", "required"]);
}

type Put = (rules: Rules, fields: readonly FormField[]) => Rules;

/** With these fields under the conditions that were there before, or new ones; empty ones go. */
export function conditionsWith(
  before: Rules,
  rules: Rules,
  fields: readonly FormField[],
  put: Put,
): Rules {
  const found = conditionsIn(before);
  const left = new Set(fields);
  let next = rules;
  const gone: number[] = [];
  for (const { place, shown, then } of found) {
    const mine = [...left].filter(({ shownIf }) => isSame(shownIf, shown));
    for (const field of mine) left.delete(field);
    if (mine.length === 0 && place.in === "allOf") gone.push(place.index);
    else next = placed(next, place, mine.length === 0 ? undefined : put(then, mine));
  }
  if (gone.length > 0) {
    const kept = listOf(next["allOf"]).filter((_, index) => !gone.includes(index));
    next = entry(next, "allOf", kept.length === 0 ? undefined : kept);
  }
  return added(next, [...left], put);
}

function placed(rules: Rules, place: Place, then: Rules | undefined): Rules {
  switch (place.in) {
    case "root":
      return then === undefined
        ? entry(entry(rules, "if", undefined), "then", undefined)
        : entry(rules, "then", then);
    case "allOf": {
      const list = listOf(rules["allOf"]);
      const before = rulesOf(list[place.index]);
      if (then === undefined || then === before["then"]) return rules;
      return entry(rules, "allOf", list.with(place.index, { ...before, then }));
    }
    case "dependentSchemas": {
      const map = entry(rulesOf(rules["dependentSchemas"]), place.key, then);
      return entry(rules, "dependentSchemas", Object.keys(map).length === 0 ? undefined : map);
    }
  }
}

function added(rules: Rules, fields: readonly FormField[], put: Put): Rules {
  let next = rules;
  const left = [...fields];
  while (left.length > 0) {
    const shown = left[0]?.shownIf;
    const mine = left.filter(({ shownIf }) => isSame(shownIf, shown));
    for (const field of mine) left.splice(left.indexOf(field), 1);
    if (shown === undefined) continue;
    const then = put({}, mine);
    if (shown.is === undefined) {
      const map = { ...rulesOf(next["dependentSchemas"]), [shown.field]: then };
      next = entry(next, "dependentSchemas", map);
    } else {
      const condition = {
        properties: { [shown.field]: { const: shown.is } },
        required: [shown.field],
      };
      next = entry(next, "allOf", [...listOf(next["allOf"]), { if: condition, then }]);
    }
  }
  return next;
}

function entry(rules: Rules, key: string, value: Json | undefined): Rules {
  if (rules[key] === value) return rules;
  if (value !== undefined) return { ...rules, [key]: value };
  const { [key]: _, ...rest } = rules;
  return rest;
}

function hasOnly(rules: Rules, keys: readonly string[]): boolean {
  return Object.keys(rules).every((key) => keys.includes(key));
}

function rulesOf(value: Json | undefined): Rules {
  return value !== undefined && isObject(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
