/**
 * Rows of a condition while they are filled in: some of them not yet whole.
 *
 * Never: half a row written; it waits until it has a field and a value.
 */
import type { Json } from "../json";
import {
  type Condition,
  type Group,
  isChoice,
  isComparison,
  isCount,
  isGroup,
  isRange,
  isState,
  type Join,
  type Operand,
  type Row,
  type Scalar,
  type Test,
} from "./conditions";
import type { TypeName } from "./scope";

export type DraftRow = Omit<Row, "field"> & { readonly field: Row["field"] | undefined };
export type DraftGroup = { readonly join: Join; readonly rows: readonly DraftRow[] };
export type DraftCondition = {
  readonly join: Join;
  readonly parts: readonly (DraftRow | DraftGroup)[];
};

export const NEW_ROW: DraftRow = { field: undefined, test: "is", values: [] };
export const EMPTY: DraftCondition = { join: "all", parts: [] };

export function isDraftGroup(part: DraftRow | DraftGroup): part is DraftGroup {
  return "join" in part;
}

/** What of it can be written. */
export function wholeOf({ join, parts }: DraftCondition): Condition {
  const whole = parts.flatMap((part): readonly (Row | Group)[] => {
    if (!isDraftGroup(part)) return rowOf(part);
    return [{ join: part.join, rows: part.rows.flatMap(rowOf) }];
  });
  return { join, parts: whole.filter((part) => !isGroup(part) || part.rows.length > 0) };
}

function rowOf({ field, test, values, plain, instead }: DraftRow): readonly Row[] {
  const asked = isState(test) ? 0 : isRange(test) ? 2 : 1;
  if (field === undefined || values.length < asked) return [];
  const more = {
    ...(plain !== undefined && { plain }),
    ...(instead !== undefined && isComparison(test) && { instead }),
  };
  return [{ field, test, values, ...more }];
}

const OF_TEXT: readonly Test[] = [
  ..."is isNot contains containsNot starts ends oneOf noneOf empty filled".split(" "),
] as Test[];
const OF_NUMBER = "is isNot more atLeast less atMost between oneOf noneOf set unset".split(
  " ",
) as Test[];
const OF_DATE = "is isNot more atLeast less atMost between set unset".split(" ") as Test[];
const OF_LIST = [
  ..."has hasNot empty filled countAtLeast countAtMost countIs countMore countLess".split(" "),
] as Test[];
const OF_ANY = [
  ..."is isNot more atLeast less atMost between contains containsNot starts ends".split(" "),
  ..."oneOf noneOf has hasNot countAtLeast countAtMost countIs".split(" "),
  ..."yes no empty filled set unset".split(" "),
] as Test[];

const TESTS: Readonly<Record<TypeName, readonly Test[]>> = {
  text: OF_TEXT,
  number: OF_NUMBER,
  whole: OF_NUMBER,
  date: OF_DATE,
  moment: OF_DATE,
  yesNo: ["yes", "no", "set", "unset"],
  list: OF_LIST,
  object: ["filled", "empty", "set", "unset"],
  nothing: ["set", "unset"],
  any: OF_ANY,
};

/** What can be asked of a value of the type, and what the row asks already. */
export function testsOf(type: TypeName, current: Test): readonly Test[] {
  const known = TESTS[type];
  return known.includes(current) ? known : [...known, current];
}

/** The row with another field; its test and values stay where they can. */
export function withField(row: DraftRow, field: Row["field"], type: TypeName): DraftRow {
  const [first = "is"] = TESTS[type];
  const isKept = TESTS[type].includes(row.test);
  return isKept ? { ...row, field } : { field, test: first, values: [] };
}

/** Care for other types is taken again, and of several values one is kept where only one is asked. */
export function withTest({ field, test: before, values, instead }: DraftRow, test: Test): DraftRow {
  // How many there are says nothing about which.
  if (isState(test) || isCount(before) !== isCount(test)) return { field, test, values: [] };
  if (isRange(test)) return { field, test, values: values.slice(0, 2) };
  const fitting = isComparison(test) ? values : values.filter(({ kind }) => kind === "value");
  const kept = instead !== undefined && isComparison(test) ? { instead } : {};
  return { field, test, values: isChoice(test) ? fitting : fitting.slice(0, 1), ...kept };
}

// ---- values as they are typed

/** A value as it stands in a field; where its type isn't known a text that looks like a number is quoted. */
export function typedOf(value: Scalar, type: TypeName): string {
  if (typeof value !== "string") return String(value);
  return isSure(type) || scalarIn(value, "any") === value ? value : JSON.stringify(value);
}

export function scalarIn(typed: string, type: TypeName): Scalar | undefined {
  if (type === "text" || type === "date" || type === "moment") return typed;
  const text = typed.trim();
  const isNumber = type === "number" || type === "whole";
  const read = parsed(text);
  if (typeof read === "number") return exact(text, read);
  if (isNumber) return undefined;
  return read === undefined || typeof read === "object" ? (text === "null" ? null : typed) : read;
}

function isSure(type: TypeName): boolean {
  return type === "text" || type === "date" || type === "moment";
}

function parsed(text: string): string | number | boolean | object | undefined {
  try {
    return (JSON.parse(text) ?? undefined) as string | number | boolean | object | undefined;
  } catch {
    return undefined;
  }
}

function exact(text: string, value: number): Scalar | undefined {
  if (!Number.isFinite(value)) return undefined;
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value + 0;
}

export function operandOf(value: Json | undefined): Operand | undefined {
  return value === undefined || (typeof value === "object" && value !== null)
    ? undefined
    : { kind: "value", value };
}
