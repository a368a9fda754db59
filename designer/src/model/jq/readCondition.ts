/**
 * Reads jq of the kind that conditions in words are written in, with or without `${ }`.
 *
 * Never: read by halves. One part that isn't of that kind, and none of it is.
 */
import {
  type Comparison,
  COMPARISONS,
  type Condition,
  type Count,
  COUNTS,
  type Group,
  isComparison,
  type Join,
  type Operand,
  ranged,
  type Row,
  settled,
} from "./conditions";
import { codeOf } from "./enclosing";
import { type Token, tokensOf } from "./lexer";
import { type Path, pathAt, textStep } from "./paths";

/** What stands between `and` and `or`: a row, or joined ones in brackets. */
type Joined = { readonly join: Join; readonly parts: readonly (Row | Joined)[] };

const SIGNS = new Map<string, Comparison>(
  Object.entries(COMPARISONS).map(([test, sign]) => [sign, test as Comparison]),
);
const CALLS: Readonly<Record<string, "contains" | "starts" | "ends">> = {
  contains: "contains",
  startswith: "starts",
  endswith: "ends",
};

export function readCondition(expression: string): Condition | undefined {
  const tokens = tokensOf(codeOf(expression, true));
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader = new Reader(tokens);
  const whole = reader.piped();
  return whole === undefined || !reader.isOver() ? undefined : conditionOf(whole);
}

function isJoined(part: Row | Joined): part is Joined {
  return "join" in part;
}

/** At most groups of rows; deeper ones are no condition in words. */
function conditionOf(whole: Row | Joined): Condition | undefined {
  if (!isJoined(whole)) return settled({ join: "all", parts: [whole] });
  const parts = whole.parts.map((part): Row | Group | undefined => {
    if (!isJoined(part)) return part;
    const rows = part.parts.map(rangeIn).filter((row): row is Row => !isJoined(row));
    return rows.length === part.parts.length ? { join: part.join, rows } : undefined;
  });
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? settled({ join: whole.join, parts: known }) : undefined;
}

/** What stands in brackets among others may be one row: from one value to another. */
function rangeIn(part: Row | Joined): Row | Joined {
  if (!isJoined(part) || part.join !== "all") return part;
  const [only, ...others] = ranged(part.parts.filter((row): row is Row => !isJoined(row)));
  const isOne = only !== undefined && others.length === 0 && part.parts.length === 2;
  return isOne ? only : part;
}

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isOver(): boolean {
    return this.at === this.tokens.length;
  }

  /** All that may stand in brackets. */
  piped(): Row | Joined | undefined {
    const left = this.joined("or", () => this.joined("and", () => this.single()));
    if (left === undefined || !this.sees("|")) return left;
    return isJoined(left) ? undefined : this.staged(left);
  }

  private joined(word: "and" | "or", inner: () => Row | Joined | undefined) {
    const parts: (Row | Joined)[] = [];
    do {
      const part = inner();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.takes(word));
    const [first] = parts;
    return parts.length === 1 ? first : ({ join: word === "and" ? "all" : "any", parts } as const);
  }

  private single(): Row | Joined | undefined {
    if (this.sees("(")) {
      const given = this.counted() ?? this.instead();
      if (given !== undefined) return given;
    }
    if (this.takes("(")) {
      const inside = this.piped();
      return this.takes(")") ? inside : undefined;
    }
    if (this.takes("any")) return this.any();
    const read = pathAt(this.tokens, this.at);
    if (read === undefined) return undefined;
    this.at = read.end;
    const isTested = SIGNS.has(this.tokens[this.at]?.text ?? "");
    return isTested ? this.compared(read.path) : { field: read.path, test: "holds", values: [] };
  }

  private compared(field: Path): Row | undefined {
    const test = SIGNS.get(this.tokens[this.at]?.text ?? "");
    if (test === undefined) return undefined;
    this.at += 1;
    const operand = this.operand();
    return operand && { field, test, values: [operand] };
  }

  /** `(.lines | length) > 2`; where it is something else, nothing is taken. */
  private counted(): Row | undefined {
    const start = this.at;
    const read = pathAt(this.tokens, start + 1);
    if (read !== undefined) {
      this.at = read.end;
      const row = this.takesAll("|", "length", ")") ? this.compared(read.path) : undefined;
      const counting = row && countingOf(row);
      if (counting !== undefined) return counting;
    }
    this.at = start;
    return undefined;
  }

  /** `(.amount // 0) > 2`; where it is something else, nothing is taken. */
  private instead(): Row | undefined {
    const start = this.at;
    const read = pathAt(this.tokens, start + 1);
    if (read !== undefined) {
      this.at = read.end;
      const value = this.takes("//") ? this.literal() : undefined;
      const row = value !== undefined && this.takes(")") ? this.compared(read.path) : undefined;
      if (row !== undefined && value?.kind === "value") return { ...row, instead: value.value };
    }
    this.at = start;
    return undefined;
  }

  /** A search that finds nothing in another type. */
  private any(): Row | undefined {
    if (!this.takes("(")) return undefined;
    const read = pathAt(this.tokens, this.at);
    if (read === undefined) return undefined;
    this.at = read.end;
    if (this.takesAll("[", "]", "?", ";", ".", "==")) {
      const value = this.literal();
      const isClosed = value !== undefined && this.takes(")");
      return isClosed ? { field: read.path, test: "has", values: [value] } : undefined;
    }
    if (!this.takesAll("|", "strings", ";")) return undefined;
    const found = this.search();
    const isClosed = found !== undefined && this.takes(")");
    return isClosed ? { field: read.path, ...found } : undefined;
  }

  private search() {
    const name = this.tokens[this.at]?.text ?? "";
    const test = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
    if (test === undefined || this.tokens[this.at + 1]?.text !== "(") return undefined;
    this.at += 2;
    const value = textStep(this.tokens[this.at]);
    if (value === undefined) return undefined;
    this.at += 1;
    return this.takes(")") ? { test, values: [{ kind: "value", value } as const] } : undefined;
  }

  /** What is done with the result of the row before it. */
  private staged(row: Row): Row | undefined {
    let now: Row | undefined = row;
    while (now !== undefined && this.takes("|")) now = this.stage(now);
    return now;
  }

  private stage(row: Row): Row | undefined {
    if (this.takes("not")) return negated(row);
    // Only the field itself can be looked at further.
    if (row.test !== "holds") return undefined;
    if (this.takesAll("IN", "(")) return this.choice(row);
    if (this.takes("length")) {
      // Behind a pipe the dot is another one, so that no other field can be named.
      const compared = this.compared(row.field);
      return compared?.values[0]?.kind === "value" ? countingOf(compared) : undefined;
    }
    const found = this.search();
    return found && { field: row.field, ...found, plain: true };
  }

  private choice(row: Row): Row | undefined {
    if (this.takesAll("null", ",", '""', ",", "[", "]", ",", "{", "}", ")"))
      return { field: row.field, test: "empty", values: [] };
    const values: Operand[] = [];
    do {
      const value = this.literal();
      if (value === undefined) return undefined;
      values.push(value);
    } while (this.takes(","));
    return this.takes(")") ? { field: row.field, test: "oneOf", values } : undefined;
  }

  private operand(): Operand | undefined {
    const value = this.literal();
    if (value !== undefined) return value;
    const read = pathAt(this.tokens, this.at);
    if (read === undefined) return undefined;
    this.at = read.end;
    return { kind: "path", path: read.path };
  }

  private literal(): Operand | undefined {
    const isNegative = this.sees("-");
    const token = this.tokens[isNegative ? this.at + 1 : this.at];
    if (token === undefined) return undefined;
    const value = isNegative ? undefined : scalarOf(token);
    const digits = token.kind === "number" ? numberOf(token.text, isNegative) : undefined;
    const found = value === undefined ? digits : value;
    if (found === undefined) return undefined;
    this.at += isNegative ? 2 : 1;
    return { kind: "value", value: found };
  }

  private sees(text: string): boolean {
    return this.tokens[this.at]?.text === text;
  }

  private takes(text: string): boolean {
    const isThere = this.sees(text);
    if (isThere) this.at += 1;
    return isThere;
  }

  private takesAll(...texts: readonly string[]): boolean {
    const isThere = texts.every((text, place) => this.tokens[this.at + place]?.text === text);
    if (isThere) this.at += texts.length;
    return isThere;
  }
}

const COUNTING = new Map<string, Count>(
  Object.entries(COUNTS).map(([test, sign]) => [sign, test as Count]),
);

function countingOf({ field, test, values }: Row): Row | undefined {
  const sign = isComparison(test) ? COMPARISONS[test] : "";
  const counting = COUNTING.get(sign);
  return counting && { field, test: counting, values };
}

const OPPOSITES: Partial<Record<Row["test"], Row["test"]>> = {
  contains: "containsNot",
  has: "hasNot",
  oneOf: "noneOf",
  empty: "filled",
  holds: "fails",
};

function negated(row: Row): Row | undefined {
  const test = OPPOSITES[row.test];
  return test === undefined ? undefined : { ...row, test };
}

const CONSTANTS: Readonly<Record<string, boolean | null>> = {
  true: true,
  false: false,
  null: null,
};

function scalarOf(token: Token): string | boolean | null | undefined {
  if (token.kind === "text") return textStep(token);
  if (token.kind !== "name") return undefined;
  return Object.hasOwn(CONSTANTS, token.text) ? CONSTANTS[token.text] : undefined;
}

/** With all its digits where it is whole; else as near as a number comes, as in jq itself. */
function numberOf(text: string, isNegative: boolean): number | bigint | undefined {
  const value = Number(text) * (isNegative ? -1 : 1);
  if (!Number.isFinite(value) || Object.is(value, -0)) return undefined;
  if (!/^\d+$/.test(text) || Number.isSafeInteger(value)) return value;
  return isNegative ? -BigInt(text) : BigInt(text);
}
