/**
 * Conditions in words: rows of a field, a test and a value, of which all or any must hold.
 *
 * They are written as jq, and jq of that kind is read back as what it says.
 *
 * Never: a condition that means something else than the expression that it was read from.
 */
import { type Path, writePath } from "./paths";

/** A number's digits are kept where a number can't hold them. */
export type Scalar = string | number | bigint | boolean | null;
export type Operand =
  | { readonly kind: "value"; readonly value: Scalar }
  | { readonly kind: "path"; readonly path: Path };

/** What is compared with one value, also with another field. */
export const COMPARISONS = {
  is: "==",
  isNot: "!=",
  more: ">",
  atLeast: ">=",
  less: "<",
  atMost: "<=",
} as const;
/** How many entries a list has, or letters a text; none where there is nothing. */
export const COUNTS = {
  countIs: "==",
  countMore: ">",
  countAtLeast: ">=",
  countLess: "<",
  countAtMost: "<=",
} as const;
/** From one value to another, both of them included. */
export const RANGES = ["between"] as const;
/** Of texts and lists; they never fail, whatever the field holds. */
export const SEARCHES = ["contains", "containsNot", "starts", "ends", "has", "hasNot"] as const;
export const CHOICES = ["oneOf", "noneOf"] as const;
export const STATES = ["empty", "filled", "set", "unset", "yes", "no", "holds", "fails"] as const;

export type Comparison = keyof typeof COMPARISONS;
export type Count = keyof typeof COUNTS;
export type Range = (typeof RANGES)[number];
export type Search = (typeof SEARCHES)[number];
export type Choice = (typeof CHOICES)[number];
export type State = (typeof STATES)[number];
export type Test = Comparison | Count | Range | Search | Choice | State;

export type Row = {
  readonly field: Path;
  readonly test: Test;
  /** None for a state, one for a comparison or search, one or more for a choice. */
  readonly values: readonly Operand[];
  /** Written without the care for other types, as people write it; then it may fail. */
  readonly plain?: true;
  /** What is compared where there is nothing, or false; of comparisons only. */
  readonly instead?: Scalar;
};
export type Join = "all" | "any";
export type Group = { readonly join: Join; readonly rows: readonly Row[] };
export type Condition = { readonly join: Join; readonly parts: readonly (Row | Group)[] };

export function isGroup(part: Row | Group): part is Group {
  return "join" in part;
}

export function isComparison(test: Test): test is Comparison {
  return Object.hasOwn(COMPARISONS, test);
}
export function isCount(test: Test): test is Count {
  return Object.hasOwn(COUNTS, test);
}
export function isRange(test: Test): test is Range {
  return (RANGES as readonly string[]).includes(test);
}
export function isSearch(test: Test): test is Search {
  return (SEARCHES as readonly string[]).includes(test);
}
export function isChoice(test: Test): test is Choice {
  return (CHOICES as readonly string[]).includes(test);
}
export function isState(test: Test): test is State {
  return (STATES as readonly string[]).includes(test);
}

/**
 * The same in one form: a group of one is its row, a condition of one group is that group, and what
 * can be said as a state is one. Nothing where there is no row.
 */
export function settled({ join, parts }: Condition): Condition | undefined {
  const single = parts.flatMap((part): readonly (Row | Group)[] => {
    if (!isGroup(part)) return [stated(part)];
    const stands = part.rows.map(stated);
    const rows = part.join === "all" ? ranged(stands).filter((row) => !isGroup(row)) : stands;
    return rows.length > 1 ? [{ join: part.join, rows }] : rows;
  });
  const flat = join === "all" ? ranged(single) : single;
  const [first, second] = flat;
  if (first === undefined) return undefined;
  if (second !== undefined) return { join, parts: flat };
  return isGroup(first) ? { join: first.join, parts: first.rows } : { join: "all", parts: [first] };
}

/** From and to of the same field, one behind the other, are one row. */
export function ranged<T extends Row | Group>(parts: readonly T[]): readonly (T | Row)[] {
  const made: (T | Row)[] = [];
  for (const part of parts) {
    const before = made.at(-1);
    const range = before === undefined ? undefined : rangeOf(before, part);
    if (range === undefined) made.push(part);
    else made[made.length - 1] = range;
  }
  return made;
}

function rangeOf(from: Row | Group, to: Row | Group): Row | undefined {
  if (isGroup(from) || isGroup(to) || from.test !== "atLeast" || to.test !== "atMost")
    return undefined;
  const isOne = writePath(from.field) === writePath(to.field);
  const isPlain = from.instead === undefined && to.instead === undefined;
  const values = [...from.values, ...to.values];
  return isOne && isPlain && values.length === 2
    ? { field: from.field, test: "between", values }
    : undefined;
}

const STATED: Readonly<Record<string, State>> = {
  "is true": "yes",
  "is false": "no",
  "is null": "unset",
  "isNot null": "set",
};

function stated(row: Row): Row {
  const [operand] = row.values;
  if (row.instead !== undefined) return row;
  if (operand?.kind !== "value" || typeof operand.value === "string") return row;
  const key = `${row.test} ${String(operand.value)}`;
  const state = Object.hasOwn(STATED, key) ? STATED[key] : undefined;
  return state === undefined ? row : { field: row.field, test: state, values: [] };
}
