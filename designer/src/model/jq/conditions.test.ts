/**
 * Conditions in words and the jq that they are.
 *
 * Never: what an expression of them means asserted here; the language itself is asked that in
 * tests/definitions/jq/test_conditions.py, of the same file.
 */
import { describe, expect, it } from "vitest";

import { Random } from "../../testing/random";
import { say, speak } from "../../words";
import { words as arabic } from "../../words/ar";
import { words as english } from "../../words/en";
import conditions from "./conditions.json";
import {
  CHOICES,
  COMPARISONS,
  type Condition,
  COUNTS,
  type Group,
  type Operand,
  RANGES,
  type Row,
  type Scalar,
  SEARCHES,
  settled,
  STATES,
  type Test,
} from "./conditions";
import type { Path } from "./paths";
import { readCondition } from "./readCondition";
import { conditionInWords } from "./sayCondition";
import { writeCondition } from "./writeCondition";

const TESTS = [
  ...[...Object.keys(COMPARISONS), ...Object.keys(COUNTS), ...RANGES],
  ...[...SEARCHES, ...CHOICES, ...STATES],
] as Test[];
const TEXTS = [
  "",
  "a",
  "or",
  "and",
  "null",
  'a "b"',
  "\\(.a)",
  "\\",
  "é",
  "a\nb",
  "😀",
  "#",
  "(",
  ".",
];

function rewritten(expression: string): string | undefined {
  const read = readCondition(expression);
  return read && writeCondition(read);
}

describe("conditions that are read", () => {
  it.each(conditions.read)("$expression", ({ expression, says }) => {
    const condition = readCondition(expression);
    expect(condition).toBeDefined();
    expect(rewritten(expression)).toBe(expression);
    expect(conditionInWords(expression, say)).toBe(says);
    expect(readCondition(`\${ ${expression} }`)).toEqual(condition);
  });

  it.each(conditions.alike)("%s as %s", (one = "", other = "") => {
    expect(readCondition(one)).toBeDefined();
    expect(readCondition(one)).toEqual(readCondition(other));
    expect(rewritten(one)).toBe(other);
  });
});

it.each(conditions.unread)("leaves %s to who writes expressions", (expression) => {
  expect(readCondition(expression)).toBeUndefined();
  expect(conditionInWords(expression, say)).toBeUndefined();
});

it("has Arabic words for each", () => {
  speak("ar", arabic, "rtl");
  for (const { expression } of conditions.read)
    expect(conditionInWords(expression, say)).toMatch(/\p{Script=Arabic}/u);
  speak("en", english);
});

describe("any condition", () => {
  const random = new Random(7);
  it("comes back as it was written", () => {
    for (let round = 0; round < 1_000; round += 1) {
      const condition = settled(anyCondition(random));
      if (condition === undefined) continue;
      const written = writeCondition(condition);
      expect(readCondition(written), written).toEqual(condition);
    }
  });

  it("is written as it was read", () => {
    for (let round = 0; round < 300; round += 1) {
      const written = writeCondition(anyCondition(random));
      const read = readCondition(written);
      expect(read && writeCondition(read)).toBe(written === "" ? undefined : written);
    }
  });

  it("is never read out of what is broken off", () => {
    for (let round = 0; round < 300; round += 1) {
      const written = writeCondition(anyCondition(random));
      const broken = written.slice(0, random.below(written.length));
      const read = readCondition(broken);
      // What is left may be a condition of its own, but then it is one that can be written.
      if (read !== undefined) expect(readCondition(writeCondition(read))).toEqual(read);
    }
  });
});

function anyCondition(random: Random): Condition {
  const parts = Array.from({ length: random.below(4) }, () =>
    random.chance(0.3) ? anyGroup(random) : anyRow(random),
  );
  return { join: random.pick(["all", "any"]), parts };
}

function anyGroup(random: Random): Group {
  const rows = Array.from({ length: 1 + random.below(3) }, () => anyRow(random));
  return { join: random.pick(["all", "any"]), rows };
}

function anyRow(random: Random): Row {
  const test = random.pick(TESTS);
  const field = anyPath(random);
  if ((STATES as readonly string[]).includes(test)) return { field, test, values: [] };
  if (test === "between") return { field, test, values: [anyOperand(random), anyOperand(random)] };
  if (test in COUNTS) return { field, test, values: [anyOperand(random)] };
  if (test in COMPARISONS) {
    const row: Row = { field, test, values: [anyOperand(random)] };
    return random.chance(0.3) ? { ...row, instead: anyScalar(random) } : row;
  }
  if (test === "has" || test === "hasNot")
    return { field, test, values: [value(anyScalar(random))] };
  if ((CHOICES as readonly string[]).includes(test)) {
    const values = Array.from({ length: 1 + random.below(3) }, () => value(anyScalar(random)));
    return { field, test, values };
  }
  const row: Row = { field, test, values: [value(random.pick(TEXTS))] };
  return random.chance(0.3) ? { ...row, plain: true } : row;
}

const value = (scalar: Scalar): Operand => ({ kind: "value", value: scalar });

function anyOperand(random: Random): Operand {
  return random.chance(0.2) ? { kind: "path", path: anyPath(random) } : value(anyScalar(random));
}

function anyScalar(random: Random): Scalar {
  if (random.chance(0.5)) return random.pick(TEXTS);
  return random.pick<Scalar>([
    0,
    1,
    -1,
    1.5,
    -0.25,
    1e21,
    1e-7,
    2n ** 70n,
    -(2n ** 70n),
    true,
    false,
    null,
  ]);
}

function anyPath(random: Random): Path {
  const steps = Array.from({ length: random.below(4) }, () =>
    random.chance(0.2) ? random.below(7) - 3 : random.pick([...TEXTS, "name", "_x1", "kind"]),
  );
  return { root: random.pick([".", ".", "$item", "$context"]), steps };
}
