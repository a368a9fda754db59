/**
 * What a schema asks for just now: references followed, parts merged, conditions decided by the
 * value, of several variants the one that the value is.
 *
 * Never: without end; each step is counted, and what is too much is said to be odd.
 */
import type { Json } from "./json";
import type { Checker } from "./schemaCheck";
import { merged, together } from "./schemaMerge";
import { isObject, resolve, type Rules, type Schema } from "./schemaShape";

export type Option = { readonly value: Json; readonly label?: string; readonly hint?: string };

/** Several shapes of an object, of which the value is one. */
export type Variants = {
  /** The place of each in its `oneOf` or `anyOf`; a null among them is no variant. */
  readonly places: readonly number[];
  readonly branches: readonly Rules[];
  readonly chosen: number;
};

export type Settled = {
  readonly rules: Rules;
  readonly nullable: boolean;
  readonly options: readonly Option[] | undefined;
  readonly variants: readonly Variants[];
  /** Every property that some condition or variant may ask for, now or otherwise. */
  readonly known: ReadonlySet<string>;
  /** The references that lead here; meeting one of them again below is a circle. */
  readonly through: readonly Schema[];
  /** It can't be shown as fields. */
  readonly odd: boolean;
};

const MOST_STEPS = 2_000;
/** What a schema says about itself rather than about values. */
const SAID = ["title", "description", "default", "examples", "format", "words"] as const;

export function settle(schema: Schema, value: Json | undefined, checker: Checker): Settled {
  return new Settling(value, checker).settled(schema);
}

class Settling {
  private readonly value: Json | undefined;
  private readonly checker: Checker;
  private readonly parts: Rules[] = [];
  private readonly variants: Variants[] = [];
  private readonly known = new Set<string>();
  private readonly through: Schema[] = [];
  /** Of what a condition asks for, the property that it depends on. */
  private readonly near = new Map<string, string>();
  private options: readonly Option[] | undefined;
  private nullable = false;
  private odd = false;
  private steps = 0;

  constructor(value: Json | undefined, checker: Checker) {
    this.value = value;
    this.checker = checker;
  }

  settled(schema: Schema): Settled {
    this.add(schema);
    const rules = placed(this.parts.reduce(merged, {}), this.near);
    const nullable = this.nullable || allowsNull(rules);
    const { variants, known, through } = this;
    const odd = this.odd || this.steps > MOST_STEPS || rules.type?.length === 0;
    return { rules, nullable, options: this.options, variants, known, through, odd };
  }

  /** Adds the parts in the order in which their properties are to be shown. */
  private add(schema: Schema): void {
    this.steps += 1;
    if (this.steps > MOST_STEPS || typeof schema === "boolean") {
      this.odd ||= schema === false;
      return;
    }
    const keys = Object.keys(schema);
    const parts = schema.allOf ?? [];
    const before = keys.indexOf("allOf") < keys.indexOf("properties") ? parts : [];
    this.follow(schema);
    for (const part of before) this.addBelow(part, schema);
    this.parts.push(schema);
    for (const key of Object.keys(schema.properties ?? {})) this.known.add(key);
    this.decide(schema);
    if (before !== parts) for (const part of parts) this.addBelow(part, schema);
    for (const union of [schema.oneOf, schema.anyOf])
      if (union !== undefined) this.unite(union, schema);
  }

  /** What the outer one says about itself, the inner one doesn't say otherwise. */
  private addBelow(inner: Schema, outer: Rules): void {
    const from = this.parts.length;
    this.add(inner);
    const said = SAID.filter((key) => outer[key] !== undefined);
    for (let at = from; at < this.parts.length; at += 1) {
      const part = this.parts[at] ?? {};
      const entries = Object.entries(part).filter(([key]) => !(said as string[]).includes(key));
      this.parts[at] = Object.fromEntries(entries);
    }
  }

  private follow(outer: Rules): void {
    const { $ref } = outer;
    const target = $ref === undefined ? undefined : resolve(this.checker.root, $ref);
    if (target === undefined || this.through.includes(target)) return;
    this.through.push(target);
    this.addBelow(target, outer);
  }

  private decide(rules: Rules): void {
    const value = this.given(rules);
    if (rules.if !== undefined) {
      const [then, otherwise] = [rules.then ?? true, rules.else ?? true];
      const holds = this.checker.holds(rules.if, value ?? null);
      this.note(holds ? otherwise : then);
      this.addNear(holds ? then : otherwise, keysIn(rules.if));
    }
    for (const [key, part] of Object.entries(rules.dependentSchemas ?? {})) {
      if (isObject(value) && Object.hasOwn(value, key)) this.addNear(part, [key]);
      else this.note(part);
    }
    for (const [key, required] of Object.entries(rules.dependentRequired ?? {}))
      if (isObject(value) && Object.hasOwn(value, key)) this.parts.push({ required });
  }

  /** What a condition asks for stands behind the last property that it depends on. */
  private addNear(part: Schema, keys: readonly string[]): void {
    const from = this.parts.length;
    this.add(part);
    const before = this.parts
      .slice(0, from)
      .flatMap(({ properties = {} }) => Object.keys(properties));
    const anchor = before.findLast((key) => keys.includes(key));
    const added = this.parts.slice(from).flatMap(({ properties = {} }) => Object.keys(properties));
    if (anchor === undefined) return;
    for (const key of added)
      if (!before.includes(key) && !this.near.has(key)) this.near.set(key, anchor);
  }

  /** In a form, null stands for "nothing yet" where the schema has no null. */
  private given({ properties = {} }: Rules): Json | undefined {
    const { value } = this;
    if (!isObject(value)) return value;
    const entries = Object.entries(value).filter(([key, part]) => {
      const schema = Object.hasOwn(properties, key) ? properties[key] : undefined;
      return part !== null || schema === undefined || mayBeNull(schema);
    });
    return Object.fromEntries(entries);
  }

  /** Remembers what a part that doesn't apply just now would ask for. */
  private note(schema: Schema): void {
    if (typeof schema === "boolean") return;
    const other = new Settling(this.value, this.checker);
    other.steps = this.steps;
    for (const target of this.through) other.through.push(target);
    other.add(schema);
    this.steps = other.steps;
    for (const key of other.known) this.known.add(key);
  }

  private unite(union: readonly Schema[], rules: Rules): void {
    const places = union.map((_, place) => place).filter((place) => !isNull(union[place] ?? true));
    if (places.length < union.length) this.nullable = true;
    const branches = places.map((place) => this.branch(union[place] ?? true));
    const [only] = branches;
    if (branches.length === 1 && only !== undefined) {
      this.addBelow(union[places[0] ?? 0] ?? true, rules);
      return;
    }
    const options = optionsOf(branches);
    if (options !== undefined) this.options = options;
    else if (branches.every(isShape)) this.vary({ places, branches, chosen: 0 }, union);
    else if (!branches.every(isConstraint) && !hasPlainType(rules)) this.odd = true;
  }

  /** One branch as it would be, without its own conditions taken as settled. */
  private branch(schema: Schema): Rules {
    const other = new Settling(this.value, this.checker);
    other.steps = this.steps + 1;
    for (const target of this.through) other.through.push(target);
    other.add(schema);
    this.steps = other.steps;
    for (const key of other.known) this.known.add(key);
    return other.parts.reduce(merged, {});
  }

  private vary(variants: Variants, union: readonly Schema[]): void {
    const chosen = chosenOf(variants.branches, this.value);
    if (!areApart(variants)) {
      this.odd = true;
      return;
    }
    this.variants.push({ ...variants, chosen });
    // Its title names the variant, not the whole.
    this.addBelow(union[variants.places[chosen] ?? 0] ?? true, { title: "", description: "" });
  }
}

/** The names of the properties that a condition looks at. */
function keysIn(schema: Schema): readonly string[] {
  if (typeof schema === "boolean") return [];
  const { properties = {}, required = [], allOf = [], anyOf = [], oneOf = [] } = schema;
  const inside = [...allOf, ...anyOf, ...oneOf, ...(schema.not === undefined ? [] : [schema.not])];
  return [...Object.keys(properties), ...required, ...inside.flatMap(keysIn)];
}

function placed(rules: Rules, near: ReadonlyMap<string, string>): Rules {
  const { properties } = rules;
  if (properties === undefined || near.size === 0) return rules;
  const keys = Object.keys(properties);
  const behind = (key: string): string[] =>
    keys.filter((one) => near.get(one) === key).flatMap((one) => [one, ...behind(one)]);
  const order = keys.filter((key) => !near.has(key)).flatMap((key) => [key, ...behind(key)]);
  const entries = order.map((key): [string, Schema] => [key, properties[key] ?? true]);
  return { ...rules, properties: Object.fromEntries(entries) };
}

/** The value turned into the variant: what belongs to others goes, what tells it apart comes. */
export function varied(variants: Variants, index: number, value: Json | undefined): Json {
  const branch = variants.branches[index] ?? {};
  const others = new Set(variants.branches.flatMap((one) => Object.keys(one.properties ?? {})));
  const own = branch.properties ?? {};
  const kept = Object.entries(isObject(value) ? value : {}).filter(
    ([key]) => !others.has(key) || (Object.hasOwn(own, key) && fixedOf(own[key]) === undefined),
  );
  const fixed = Object.entries(own).flatMap(([key, schema]) => {
    const only = fixedOf(schema);
    return only === undefined ? [] : [[key, only] as const];
  });
  const next = Object.fromEntries([...kept, ...fixed]);
  if (chosenOf(variants.branches, next) === index) return next;
  // Nothing tells it apart yet: an own key that is still to be filled in does.
  const sign = Object.keys(own).find(
    (key) => !Object.hasOwn(next, key) && isRare(key, variants.branches),
  );
  return sign === undefined ? next : { ...next, [sign]: null };
}

function areApart(variants: Variants): boolean {
  return variants.branches.every(
    (_, index) => chosenOf(variants.branches, varied(variants, index, {})) === index,
  );
}

/** The variant that a value most looks like. */
function chosenOf(branches: readonly Rules[], value: Json | undefined): number {
  if (!isObject(value)) return 0;
  const scores = branches.map(({ properties = {} }) =>
    Object.entries(value).reduce((score, [key, part]) => {
      if (!Object.hasOwn(properties, key)) return score;
      const only = fixedOf(properties[key]);
      if (only !== undefined) return score + (only === part ? 1_000 : -1_000);
      return score + (isRare(key, branches) ? 10 : 1);
    }, 0),
  );
  return scores.indexOf(Math.max(...scores));
}

function isRare(key: string, branches: readonly Rules[]): boolean {
  const having = branches.filter(({ properties = {} }) => Object.hasOwn(properties, key));
  return having.length < branches.length;
}

/** The one value that a schema allows, where it says so by itself. */
export function fixedOf(schema: Schema | undefined): Json | undefined {
  if (schema === undefined || typeof schema === "boolean") return undefined;
  if (schema.const !== undefined) return schema.exact?.[0] ?? schema.const;
  return schema.enum?.length === 1 ? (schema.exact ?? schema.enum)[0] : undefined;
}

function optionsOf(branches: readonly Rules[]): readonly Option[] | undefined {
  const options = branches.map((branch): readonly Option[] | undefined => {
    const { title, description } = branch;
    const only = fixedOf(branch);
    if (only === undefined) return (branch.exact ?? branch.enum)?.map((value) => ({ value }));
    const label = title === undefined ? {} : { label: title };
    return [{ value: only, ...label, ...(description === undefined ? {} : { hint: description }) }];
  });
  return options.length > 0 && options.every((one) => one !== undefined)
    ? options.flat()
    : undefined;
}

function isShape({ type, properties = {} }: Rules): boolean {
  const isObjectType = type === undefined || (type.length === 1 && type[0] === "object");
  return isObjectType && Object.keys(properties).length > 0;
}

/** It only narrows what stands beside it, such as "one of these two is needed". */
function isConstraint({ type, properties, items, prefixItems, ...more }: Rules): boolean {
  return [type, properties, items, prefixItems, more.enum, more.const].every(
    (one) => one === undefined,
  );
}

function hasPlainType({ type = [] }: Rules): boolean {
  return type.length > 0 && type.every((one) => one !== "object" && one !== "array");
}

function isNull(schema: Schema): boolean {
  if (typeof schema === "boolean") return false;
  return schema.const === null || (schema.type?.length === 1 && schema.type[0] === "null");
}

function allowsNull({ type, enum: values }: Rules): boolean {
  if (type !== undefined) return type.includes("null");
  return values?.includes(null) === true;
}

/** Where it would take a closer look to tell, null is taken as a value. */
function mayBeNull(schema: Schema): boolean {
  if (typeof schema === "boolean") return schema;
  if (schema.type !== undefined) return schema.type.includes("null");
  if (schema.enum !== undefined) return schema.enum.includes(null);
  return [schema.$ref, schema.anyOf, schema.oneOf, schema.allOf].some((one) => one !== undefined);
}

/** What a list asks of the element at this place. */
export function itemAt({ prefixItems = [], items = true }: Rules, index: number): Schema {
  return prefixItems[index] ?? items;
}

/** What an object asks of a key that has no property of its own. */
export function otherAt(rules: Rules, key: string): Schema {
  const matching = Object.entries(rules.patternProperties ?? {}).filter(([pattern]) =>
    new RegExp(pattern, "u").test(key),
  );
  const found = matching.map(([, schema]) => schema);
  return found.length === 0 ? (rules.additionalProperties ?? true) : found.reduce(together);
}
