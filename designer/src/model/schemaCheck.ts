/**
 * Asks the validator: whether a value is as a part of the schema wants it, and what is wrong.
 *
 * Never: generated code (the page's policy forbids it), and no schema that multiplies itself; for
 * one that is too heavy the answer is "not known" and the server decides.
 */
import {
  dereference,
  type OutputUnit,
  type Schema as Plain,
  validate,
} from "@cfworker/json-schema";

import type { Json } from "./json";
import { partsOf, plain, resolve, type Rules, type Schema, shapeOf } from "./schemaShape";

const DRAFT = "2020-12";
/** Of parts that are looked at for one and the same value, references followed. */
const MOST_PARTS = 20_000;

/** Something that the validator found wrong: where in the value, and by which keyword of what. */
export type Wrong = {
  readonly at: readonly string[];
  readonly keyword: string;
  /** Place of the keyword in the schema, references and all, as the validator walked it. */
  readonly by: readonly string[];
};

export class Checker {
  readonly root: Schema;
  private readonly known: ReturnType<typeof dereference> | undefined;

  constructor(root: Schema) {
    this.root = root;
    this.known = isLight(root) ? lookup(root) : undefined;
  }

  /** Whether the value fulfils a part of this schema, such as a condition. */
  holds(part: Schema, value: Json): boolean {
    return this.ask(part, value)?.valid === true;
  }

  /** Everything that is wrong; `undefined` where it can't be told here. */
  wrongs(value: Json): Wrong[] | undefined {
    return this.ask(this.root, value)?.errors.map(wrongOf);
  }

  private ask(part: Schema, value: Json) {
    if (this.known === undefined) return undefined;
    try {
      return validate(plain(value), part as Plain | boolean, DRAFT, this.known, false);
    } catch {
      // Such as a reference that comes back to itself without end.
      return undefined;
    }
  }
}

/** The longest text in a value is rounded up to one of these, so that shapes can be kept. */
const LENGTHS = [0, 32, 256, 2_048, Infinity];
const kept = new WeakMap<object, Map<number, Checker>>();

/** One checker for each schema and length of text, since making one takes time. */
export function checkerFor(schema: Json, value: Json): Checker {
  const longest = longestText(value);
  const length = LENGTHS.find((one) => longest <= one) ?? Infinity;
  if (typeof schema !== "object" || schema === null) return new Checker(shapeOf(schema, length));
  const made = kept.get(schema) ?? new Map<number, Checker>();
  kept.set(schema, made);
  const checker = made.get(length) ?? new Checker(shapeOf(schema, length));
  made.set(length, checker);
  return checker;
}

/** Also of keys: those meet patterns too. */
function longestText(value: Json): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value as Record<string, Json>).reduce(
    (longest, [key, part]) => Math.max(longest, key.length, longestText(part)),
    0,
  );
}

function lookup(root: Schema): ReturnType<typeof dereference> | undefined {
  try {
    return dereference(root as Plain | boolean);
  } catch {
    return undefined;
  }
}

/** Counts what is looked at for one value; a part that is on its way already counts once. */
function isLight(root: Schema): boolean {
  const weights = new Map<Schema, number>();
  const weigh = (schema: Schema): number => {
    if (typeof schema === "boolean") return 1;
    const known = weights.get(schema);
    if (known !== undefined) return known;
    weights.set(schema, 1);
    const weight = inPlace(schema, root).reduce((sum, part) => sum + weigh(part), 1);
    weights.set(schema, weight);
    return weight;
  };
  const seen = new Set<Schema>();
  const visit = (schema: Schema): boolean => {
    if (seen.has(schema)) return true;
    seen.add(schema);
    return weigh(schema) <= MOST_PARTS && partsOf(schema).every(visit);
  };
  return visit(root);
}

/** What applies to the very same value. */
function inPlace(rules: Rules, root: Schema): Schema[] {
  const { $ref, allOf = [], anyOf = [], oneOf = [], dependentSchemas = {} } = rules;
  const target = $ref === undefined ? undefined : resolve(root, $ref);
  const single = [target, rules.not, rules.if, rules.then, rules.else];
  const given = single.filter((part) => part !== undefined);
  return [...given, ...allOf, ...anyOf, ...oneOf, ...Object.values(dependentSchemas)];
}

function wrongOf({ instanceLocation, keyword, keywordLocation }: OutputUnit): Wrong {
  return { at: keysOf(instanceLocation), keyword, by: keysOf(keywordLocation) };
}

/** The validator's pointers are written for an address. */
function keysOf(location: string): string[] {
  return location
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}
