/**
 * Texts with values in them, both ways.
 *
 * Never: a text that comes back as another one.
 */
import { expect, it } from "vitest";

import { Random } from "../../testing/random";
import type { Part } from "./lexer";
import { heldOf, joined, readTemplate, type Template, templateOf, writeTemplate } from "./template";

const plain = (text: string): Part => ({ kind: "plain", text });
const inner = (source: string): Part => ({ kind: "inner", source });

it.each<[string, Template]>([
  ["", []],
  ["Hello", [plain("Hello")]],
  ["${ .name }", [inner(".name")]],
  ['${ "Hello \\(.name)" }', [plain("Hello "), inner(".name")]],
  ['${ "\\(.a)\\($context.b)" }', [inner(".a"), inner("$context.b")]],
  ['${ "A \\"quoted\\" \\\\ (text)" }', [plain('A "quoted" \\ (text)')]],
  ['${ "${ .a }" }', [plain("${ .a }")]],
])("%s", (value, template) => {
  expect(readTemplate(value)).toEqual(template);
  if (value !== '${ "A \\"quoted\\" \\\\ (text)" }') expect(writeTemplate(template)).toBe(value);
});

it.each(['${ .a + "b" }', '${ "\\(.a)" }', '${ "a\\(.b | length)" }', "${ 5 }", '${ "a" + "b" }'])(
  "leaves %s to who writes expressions",
  (value) => {
    expect(readTemplate(value)).toBeUndefined();
  },
);

it("writes every text as an expression where any text may be one", () => {
  expect(writeTemplate([plain("first")], true)).toBe('${ "first" }');
  expect(readTemplate("first", true)).toBeUndefined();
});

it("comes back as it was, whatever was typed", () => {
  const random = new Random(11);
  for (let round = 0; round < 1_000; round += 1) {
    const template = joined(
      Array.from({ length: random.below(5) }, () =>
        random.chance(0.4)
          ? inner(random.pick([".a", '."b c"', "$item.price", ".x[0]", "."]))
          : plain(JSON.stringify(random.pick(["", "a", "\\(.x)", "${ .a }", "é\n", 5, null]))),
      ),
    );
    const isLoose = random.chance(0.3);
    expect(readTemplate(writeTemplate(template, isLoose), isLoose)).toEqual(template);
    expect(templateOf(heldOf(template))).toEqual(template);
  }
});

it("is text where a chip was broken", () => {
  expect(templateOf("a\ue000.x +\ue001b\ue000.c")).toEqual([plain("a.x +b.c")]);
});
