/**
 * What has been filled in: read and changed at a place, completed with what the form starts from,
 * and cut down to what is sent.
 *
 * Never: a value changed in place; and none sent that belongs to a field nobody sees.
 */
import type { Json } from "./json";
import { escaped, type Field, formOf, type Group } from "./schema";
import { isList, isObject } from "./schemaShape";

/** Starting values may let further fields appear, but not for ever. */
const MOST_ROUNDS = 5;
/** Of the empty places that a list starts with. */
const MOST_BLANKS = 10;

export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  return keysOf(pointer).reduce<Json | undefined>((at, key) => {
    if (isList(at)) return at[Number(key)];
    return isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }, value);
}

/** The whole with another value at this place; `undefined` takes it away. */
export function withValue(whole: Json, pointer: string, value: Json | undefined): Json {
  return put(whole, keysOf(pointer), value) ?? null;
}

function put(
  at: Json | undefined,
  [key, ...rest]: readonly string[],
  value: Json | undefined,
): Json | undefined {
  if (key === undefined) return value;
  if (isList(at)) {
    // In a list an empty place stays a place.
    return at.map((item, index) =>
      String(index) === key ? (put(item, rest, value) ?? null) : item,
    );
  }
  const object = isObject(at) ? at : {};
  const inner = put(Object.hasOwn(object, key) ? object[key] : undefined, rest, value);
  if (inner !== undefined) return { ...object, [key]: inner };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** What a form starts with. */
export function started(schema: Json, value: Json): Json {
  return settledBy(schema, value, { isNew: () => true, withInitial: true });
}

/** What came from elsewhere, such as JSON: only what a form can't leave open is filled in. */
export function completed(schema: Json, value: Json): Json {
  return settledBy(schema, value, { isNew: () => true, withInitial: false });
}

/** After a change: fields that have just appeared start from what they start from. */
export function changed(schema: Json, before: Json, after: Json): Json {
  const shown = new Set(pointersOf(formOf(schema, before)));
  return settledBy(schema, after, { isNew: (pointer) => !shown.has(pointer), withInitial: true });
}

type Filling = {
  readonly isNew: (pointer: string) => boolean;
  readonly withInitial: boolean;
};

function settledBy(schema: Json, value: Json, filling: Filling): Json {
  let found = value;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = filled(formOf(schema, found), found, filling) ?? null;
    if (next === found) break;
    found = next;
  }
  return found;
}

function filled(field: Field, value: Json | undefined, filling: Filling): Json | undefined {
  const { control, pointer, initial } = field;
  if (control.kind === "group") return filledGroup(field, control, value, filling);
  if (control.kind === "list" && isList(value)) {
    const items = control.items.map((item, at) => filled(item, value[at], filling) ?? null);
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  const isGiven = value !== undefined && (value !== null || field.nullable);
  if (isGiven || !filling.isNew(pointer)) return value;
  if (initial !== undefined && filling.withInitial) return initial;
  if (control.kind === "fixed" && field.required) return control.value;
  if (control.kind === "yesNo" && !field.nullable) return false;
  if (control.kind === "list" && field.required)
    return Array.from({ length: Math.min(control.least, MOST_BLANKS) }, () => null);
  return value;
}

function filledGroup(
  field: Field,
  group: Group,
  value: Json | undefined,
  filling: Filling,
): Json | undefined {
  const fresh = filling.withInitial && filling.isNew(field.pointer) && !isObject(value);
  if (fresh && isObject(field.initial)) return field.initial;
  if (group.offered && !isObject(value)) return value;
  const object = isObject(value) ? value : {};
  const news = group.fields.flatMap((inner): [string, Json][] => {
    const key = keyOf(inner);
    const before = Object.hasOwn(object, key) ? object[key] : undefined;
    const after = filled(inner, before, filling);
    return after === before || after === undefined ? [] : [[key, after]];
  });
  if (news.length === 0) return isObject(value) || !field.required ? value : object;
  return Object.fromEntries([...Object.entries(object), ...news]);
}

/** What is sent: what is filled in, without places that are empty or not shown. */
export function sentOf(field: Field, value: Json | undefined): Json | undefined {
  const { control, nullable, required } = field;
  if (control.kind === "fixed") return required ? control.value : value;
  if (control.kind === "group" && (isObject(value) || isBare(field, value)))
    return sentGroup(field, control, isObject(value) ? value : {});
  if (value === undefined || value === null || value === "") {
    if (nullable) return required || value === null ? null : undefined;
    return emptyOf(field);
  }
  if (control.kind === "list" && isList(value)) return sentList(field, control.items, value);
  if ((control.kind === "choices" || control.kind === "files") && isList(value))
    return value.length === 0 && !required ? undefined : value;
  if (control.kind === "money" && isObject(value) && !hasAmount(value)) return emptyOf(field);
  return value;
}

/** A group that must be there is there, however empty. */
function isBare({ required, nullable }: Field, value: Json | undefined): boolean {
  return required && !nullable && (value === undefined || value === null);
}

/** A list that must be there may be empty; a tick that was not set is a no. */
function emptyOf({ control, required, nullable }: Field): Json | undefined {
  if (!required) return undefined;
  if (nullable) return null;
  if (["list", "choices", "files"].includes(control.kind)) return [];
  return control.kind === "yesNo" ? false : undefined;
}

function sentList(field: Field, items: readonly Field[], value: readonly Json[]): Json | undefined {
  if (value.length === 0 && !field.required) return undefined;
  return value.map((item, at) => {
    const inner = items[at];
    return inner === undefined ? item : (sentOf(inner, item) ?? null);
  });
}

function sentGroup(
  field: Field,
  group: Group,
  value: Readonly<Record<string, Json>>,
): Json | undefined {
  const own = group.fields.map((inner): [string, Json | undefined, Field] => {
    const key = keyOf(inner);
    return [key, sentOf(inner, Object.hasOwn(value, key) ? value[key] : undefined), inner];
  });
  const others = group.others.map((inner): [string, Json | undefined] => [
    keyOf(inner),
    sentOf(inner, value[keyOf(inner)]) ?? value[keyOf(inner)],
  ]);
  const isSaid = own.some(([, sent, { control }]) => {
    return sent !== undefined && sent !== false && control.kind !== "fixed";
  });
  if (!field.required && !group.offered && !isSaid && others.length === 0) return undefined;
  const entries = [...own.map(([key, sent]) => [key, sent] as const), ...others];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** A currency alone is no money: it was there before anybody typed. */
function hasAmount({ amount }: Readonly<Record<string, Json>>): boolean {
  return amount !== undefined && amount !== null && amount !== "";
}

/** All fields that are shown, in the order in which they are read. */
export function fieldsIn(field: Field): Field[] {
  const { control } = field;
  if (control.kind === "group")
    return [field, ...[...control.fields, ...control.others].flatMap(fieldsIn)];
  if (control.kind === "list") return [field, ...control.items.flatMap(fieldsIn)];
  return control.kind === "fixed" ? [] : [field];
}

function pointersOf(field: Field): string[] {
  const { control, pointer } = field;
  if (control.kind === "group")
    return [pointer, ...[...control.fields, ...control.others].flatMap(pointersOf)];
  return control.kind === "list" ? [pointer, ...control.items.flatMap(pointersOf)] : [pointer];
}

export function keyOf({ pointer }: Field): string {
  return keysOf(pointer).at(-1) ?? "";
}

export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${escaped(key)}`).join("");
}
