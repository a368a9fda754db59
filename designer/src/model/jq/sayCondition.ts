/**
 * A condition as a person reads it: `.amount > 500` is "amount is more than 500".
 *
 * Never: words of its own; they come from who says them, and so in the language that is spoken.
 */
import {
  type Condition,
  isGroup,
  isRange,
  isState,
  type Operand,
  type Row,
  type Test,
} from "./conditions";
import { wordsOfPath } from "./paths";
import { readCondition } from "./readCondition";

export type ConditionWord =
  | `jq.says.${Test}`
  | "jq.joins.all"
  | "jq.joins.any"
  | "jq.joins.group"
  | "jq.whole"
  | "jq.quoted"
  | "jq.or"
  | "jq.instead"
  | "jq.number"
  | "jq.constants.true"
  | "jq.constants.false"
  | "jq.constants.null";
type Values = Readonly<Record<string, string | number>>;
export type Say = (word: ConditionWord, values?: Values) => string;

/** Nothing where it is an expression that no words stand for. */
export function conditionInWords(expression: string, say: Say): string | undefined {
  const condition = readCondition(expression);
  return condition && sayCondition(condition, say);
}

export function sayCondition({ join, parts }: Condition, say: Say): string {
  const said = parts.map((part) => {
    if (!isGroup(part)) return sayRow(part, say);
    const rows = part.rows.map((row) => sayRow(row, say));
    return say("jq.joins.group", { condition: joined(rows, part.join, say) });
  });
  return joined(said, join, say);
}

function joined(said: readonly string[], join: Condition["join"], say: Say): string {
  const [first = "", ...others] = said;
  return others.reduce(
    (before, next) => say(`jq.joins.${join}`, { first: before, second: next }),
    first,
  );
}

function sayRow({ field, test, values, instead }: Row, say: Say): string {
  const shown = sayField(field, say);
  const name =
    instead === undefined
      ? shown
      : say("jq.instead", {
          field: shown,
          value: sayOperand({ kind: "value", value: instead }, say),
        });
  if (isState(test)) return say(`jq.says.${test}`, { field: name });
  const said = values.map((one) => sayOperand(one, say));
  const [first = "", ...others] = said;
  if (isRange(test))
    return say(`jq.says.${test}`, { field: name, from: first, to: others[0] ?? "" });
  const value = others.reduce(
    (before, next) => say("jq.or", { first: before, second: next }),
    first,
  );
  return say(`jq.says.${test}`, { field: name, value });
}

function sayField(path: Row["field"], say: Say): string {
  return wordsOfPath(path) || say("jq.whole");
}

function sayOperand(operand: Operand, say: Say): string {
  if (operand.kind === "path") return sayField(operand.path, say);
  const { value } = operand;
  if (typeof value === "string") return say("jq.quoted", { text: value });
  if (value === null) return say("jq.constants.null");
  if (typeof value === "boolean") return say(value ? "jq.constants.true" : "jq.constants.false");
  // What is said of a number has three decimals at most.
  const isShort = typeof value === "number" && Number(value.toFixed(3)) === value;
  return isShort ? say("jq.number", { value }) : String(value);
}
