/**
 * Of what the validator found wrong, that which a person can do something about: of several
 * variants the one that was meant.
 *
 * Never: a fault of a variant that nobody chose.
 */
import type { Field } from "./schema";
import type { Wrong } from "./schemaCheck";
import { resolve, type Rules, type Schema, type Schemas } from "./schemaShape";
import { pointerOf } from "./schemaValue";

/** They only say that something inside of them is wrong. */
const AROUND = new Set([
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "items",
  "prefixItems",
  "unevaluatedItems",
  "$ref",
  "allOf",
  "if",
  "dependentSchemas",
]);
const NAMED = new Set(["properties", "patternProperties", "dependentSchemas"]);
/** Of a fault that says: this variant was never meant. */
const OTHER = 1_000;

export class Sift {
  private readonly root: Schema;
  private readonly fields: ReadonlyMap<string, Field>;

  constructor(root: Schema, fields: ReadonlyMap<string, Field>) {
    this.root = root;
    this.fields = fields;
  }

  sifted(wrongs: readonly Wrong[]): Wrong[] {
    const found: Wrong[] = [];
    for (let at = 0; at < wrongs.length; at += 1) {
      const wrong = wrongs[at];
      if (wrong === undefined || AROUND.has(wrong.keyword)) continue;
      if (wrong.keyword !== "oneOf" && wrong.keyword !== "anyOf") {
        found.push(wrong);
        continue;
      }
      const inner = innerOf(wrong, wrongs.slice(at + 1));
      found.push(...this.meant(wrong, inner));
      at += inner.length;
    }
    return found;
  }

  private meant(union: Wrong, inner: readonly Wrong[]): Wrong[] {
    const { rules } = walk(this.root, union.by);
    const all = (union.keyword === "oneOf" ? rules.oneOf : rules.anyOf) ?? [];
    const branches = all.map((_, place) =>
      inner.filter((wrong) => wrong.by[union.by.length] === String(place)),
    );
    // It fits several at once, or it is a choice: there is nothing more to say inside.
    const several = branches.some((branch) => branch.length === 0);
    if (several || this.isChoice(union, inner)) return [union];
    const chosen = this.chosen(union);
    const isNeed = (wrong: Wrong) => wrong.keyword === "required" && isAt(wrong, union);
    if (chosen === undefined && inner.every(isNeed)) return [union];
    const scores = branches.map((branch, place) => scoreOf(branch, union, all[place] ?? true));
    const best = chosen ?? scores.indexOf(Math.min(...scores));
    return this.sifted(branches[best] ?? []);
  }

  private isChoice(union: Wrong, inner: readonly Wrong[]): boolean {
    const control = this.fields.get(pointerOf(union.at))?.control;
    if (control?.kind === "choice") return true;
    return inner.every((wrong) => isAt(wrong, union) && /^(const|enum)$/.test(wrong.keyword));
  }

  private chosen(union: Wrong): number | undefined {
    const control = this.fields.get(pointerOf(union.at))?.control;
    if (control?.kind !== "group" || control.variants.length !== 1) return undefined;
    const [variants] = control.variants;
    return variants?.places[variants.chosen];
  }
}

function innerOf(union: Wrong, following: readonly Wrong[]): readonly Wrong[] {
  const isWithin = (wrong: Wrong) =>
    union.by.every((key, at) => wrong.by[at] === key) &&
    union.at.every((key, at) => wrong.at[at] === key);
  const end = following.findIndex((wrong) => !isWithin(wrong));
  return end === -1 ? following : following.slice(0, end);
}

function isAt(wrong: Wrong, union: Wrong): boolean {
  return wrong.at.length === union.at.length;
}

/** How far the value is from a branch. */
function scoreOf(branch: readonly Wrong[], union: Wrong, schema: Schema): number {
  const isNull = typeof schema === "object" && schema.type?.every((type) => type === "null");
  return branch.reduce(
    (score, wrong) => {
      const other =
        (wrong.keyword === "type" && isAt(wrong, union)) ||
        (wrong.keyword === "const" && wrong.at.length === union.at.length + 1);
      return score + (other ? OTHER : 1);
    },
    isNull === true ? OTHER : 0,
  );
}

/** Follows the validator's way through the schema to the rules that a keyword stands in. */
export function walk(root: Schema, by: readonly string[]): Way {
  const through: string[] = [];
  let at: Schema = root;
  for (let step = 0; step < by.length - 1 && typeof at === "object"; step += 1) {
    const keyword = by[step] ?? "";
    const part: unknown = Object.hasOwn(at, keyword) ? at[keyword as keyof Rules] : undefined;
    through.push(keyword);
    if (keyword === "$ref") at = resolve(root, String(part)) ?? true;
    else if (Array.isArray(part) || NAMED.has(keyword)) {
      step += 1;
      at = (part as Schemas)[by[step] ?? ""] ?? true;
    } else at = part ?? true;
  }
  return { rules: typeof at === "object" ? at : {}, through };
}

type Way = {
  readonly rules: Rules;
  /** The keywords that were passed, without names and places. */
  readonly through: readonly string[];
};
