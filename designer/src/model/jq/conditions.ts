/**
 * Conditions in words: rows of a field, a test and a value, of which all or any must hold.
 *
 * They are written as jq, and jq of that kind is read back as what it says.
 *
 * Never: a condition that means something else than the expression that it was read from.
 */
import type { Path } from "./paths";

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
/** Of texts and lists; they never fail, whatever the field holds. */
export const SEARCHES = ["contains", "containsNot", "starts", "ends", "has", "hasNot"] as const;
export const CHOICES = ["oneOf", "noneOf"] as const;
export const STATES = ["empty", "filled", "set", "unset", "yes", "no", "holds", "fails"] as const;

export type Comparison = keyof typeof COMPARISONS;
export type Search = (typeof SEARCHES)[number];
export type Choice = (typeof CHOICES)[number];
export type State = (typeof STATES)[number];
export type Test = Comparison | Search | Choice | State;

export type Row = {
  readonly field: Path;
  readonly test: Test;
  /** None for a state, one for a comparison or search, one or more for a choice. */
  readonly values: readonly Operand[];
  /** Written without the care for other types, as people write it; then it may fail. */
  readonly plain?: true;
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
  const flat = parts.flatMap((part): readonly (Row | Group)[] => {
    if (!isGroup(part)) return [stated(part)];
    const rows = part.rows.map(stated);
    return rows.length > 1 ? [{ join: part.join, rows }] : rows;
  });
  const [first, second] = flat;
  if (first === undefined) return undefined;
  if (second !== undefined) return { join, parts: flat };
  return isGroup(first) ? { join: first.join, parts: first.rows } : { join: "all", parts: [first] };
}

const STATED: Readonly<Record<string, State>> = {
  "is true": "yes",
  "is false": "no",
  "is null": "unset",
  "isNot null": "set",
};

function stated(row: Row): Row {
  const [operand] = row.values;
  if (operand?.kind !== "value" || typeof operand.value === "string") return row;
  const key = `${row.test} ${String(operand.value)}`;
  const state = Object.hasOwn(STATED, key) ? STATED[key] : undefined;
  return state === undefined ? row : { field: row.field, test: state, values: [] };
}
