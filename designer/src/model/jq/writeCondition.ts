/**
 * A condition as jq.
 *
 * Never: an expression that fails because a field holds another type; a search of one finds nothing
 * there. Those that a person has written so stay so.
 */
import {
  COMPARISONS,
  type Condition,
  COUNTS,
  type Group,
  isChoice,
  isComparison,
  isCount,
  isGroup,
  isRange,
  isSearch,
  type Join,
  type Operand,
  type Row,
  type Scalar,
  type Search,
  settled,
  type State,
} from "./conditions";
import { quoted } from "./lexer";
import { writePath } from "./paths";

const WORDS: Readonly<Record<Join, string>> = { all: " and ", any: " or " };

/** Without `${ }`; empty where the condition has no row. */
export function writeCondition(condition: Condition): string {
  const whole = settled(condition);
  if (whole === undefined) return "";
  const [first, ...others] = whole.parts;
  if (first !== undefined && others.length === 0 && !isGroup(first)) return written(first).text;
  return whole.parts
    .map((part) => (isGroup(part) ? group(part) : among(part, whole.join)))
    .join(WORDS[whole.join]);
}

function group({ join, rows }: Group): string {
  return `(${rows.map((row) => among(row, join)).join(WORDS[join])})`;
}

function among(row: Row, join: Join): string {
  const { text, isPiped } = written(row);
  return isPiped || (join === "any" && isRange(row.test)) ? `(${text})` : text;
}

type Written = { readonly text: string; readonly isPiped: boolean };
const alone = (text: string): Written => ({ text, isPiped: false });
const piped = (text: string): Written => ({ text, isPiped: true });

function written(row: Row): Written {
  const field = writePath(row.field);
  const { test, values } = row;
  const [first, second] = values;
  const one = first === undefined ? "null" : operand(first);
  if (isRange(test)) {
    const other = second === undefined ? "null" : operand(second);
    return alone(`${field} >= ${one} and ${field} <= ${other}`);
  }
  if (isCount(test)) return alone(`(${field} | length) ${COUNTS[test]} ${one}`);
  if (isComparison(test)) {
    const given = row.instead === undefined ? field : `(${field} // ${scalar(row.instead)})`;
    return alone(`${given} ${COMPARISONS[test]} ${one}`);
  }
  if (isChoice(test)) {
    const not = test === "noneOf" ? " | not" : "";
    return piped(`${field} | IN(${values.map(operand).join(", ")})${not}`);
  }
  if (isSearch(test))
    return searched(field, row, test, first === undefined ? '""' : operand(first));
  return stateOf(field, test);
}

const FUNCTIONS: Readonly<Record<Exclude<Search, "has" | "hasNot">, string>> = {
  contains: "contains",
  containsNot: "contains",
  starts: "startswith",
  ends: "endswith",
};

function searched(field: string, { plain }: Row, test: Search, value: string): Written {
  if (test === "has" || test === "hasNot") {
    const found = `any(${field}[]?; . == ${value})`;
    return test === "has" ? alone(found) : piped(`${found} | not`);
  }
  const not = test === "containsNot" ? " | not" : "";
  const called = `${FUNCTIONS[test]}(${value})`;
  if (plain === true) return piped(`${field} | ${called}${not}`);
  const found = `any(${field} | strings; ${called})`;
  return not === "" ? alone(found) : piped(`${found}${not}`);
}

/** What a form leaves where nothing was filled in. */
export const NOTHING = 'IN(null, "", [], {})';

function stateOf(field: string, state: State): Written {
  switch (state) {
    case "empty":
      return piped(`${field} | ${NOTHING}`);
    case "filled":
      return piped(`${field} | ${NOTHING} | not`);
    case "set":
      return alone(`${field} != null`);
    case "unset":
      return alone(`${field} == null`);
    case "yes":
      return alone(`${field} == true`);
    case "no":
      return alone(`${field} == false`);
    case "holds":
      return alone(field);
    case "fails":
      return piped(`${field} | not`);
  }
}

function operand(one: Operand): string {
  return one.kind === "path" ? writePath(one.path) : scalar(one.value);
}

function scalar(value: Scalar): string {
  return typeof value === "string" ? quoted(value) : String(value);
}
