/**
 * Texts with values in them, both ways.
 *
 * Never: a text that comes back as another one.
 */
import { describe, expect, it } from "vitest";

import { Random } from "../../testing/random";
import type { Part } from "./lexer";
import { readPath } from "./paths";
import {
  bracesIn,
  heldOf,
  isInner,
  joined,
  readTemplate,
  type Template,
  templateOf,
  typedOf,
  typedTemplate,
  writeTemplate,
} from "./template";

const plain = (text: string): Part => ({ kind: "plain", text });
const inner = (source: string): Part => ({ kind: "inner", source });
const INNER = [
  ...[".a", '."b c"', "$item.price", ".x[0]", ".", ".b | length", '.c // "none"', "{a: {b: 1}}"],
  ...['"in \\(.d) it"', '.e["}}"] // "}} {{"', "(.f)", "[.g[]]"],
];

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

it.each(['${ .a + "b" }', '${ "\\(.a)" }', "${ .a // 1 }", "${ 5 }", '${ "a" + "b" }'])(
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
          ? inner(random.pick(INNER))
          : plain(JSON.stringify(random.pick(["", "a", "\\(.x)", "${ .a }", "é\n", 5, null]))),
      ),
    );
    const isLoose = random.chance(0.3);
    const [first, second] = template;
    // Alone it is that value itself, and only one by its name is shown as a chip then.
    if (first?.kind === "inner" && second === undefined && readPath(first.source) === undefined)
      continue;
    expect(readTemplate(writeTemplate(template, isLoose), isLoose)).toEqual(template);
    expect(templateOf(heldOf(template))).toEqual(template);
  }
});

it("is text where a chip was broken", () => {
  expect(templateOf("a\ue000.x (\ue001b\ue000.c")).toEqual([plain("a.x (b.c")]);
});

describe("values in double braces", () => {
  it.each<[string, Template]>([
    ["Hello {{ .name }}!", [plain("Hello "), inner(".name"), plain("!")]],
    ["{{.a}}{{ .b }}", [inner(".a"), inner(".b")]],
    ['{{ .a["}}"] // "x" }}', [inner('.a["}}"] // "x"')]],
    ["{{ {a: {b: 1}} }} is it", [inner("{a: {b: 1}}"), plain(" is it")]],
  ])("%s", (typed, template) => {
    expect(typedTemplate(typed)).toEqual(template);
  });

  it.each(["Hello {{ .na", "{{ }}", "{{", "}} {{", "{{ .a + ( }}", '{{ "a }}', "a } b"])(
    "that aren't closed are text: %s",
    (typed) => {
      expect(bracesIn(typed)).toEqual([]);
      expect(typedTemplate(typed)).toEqual([plain(typed)]);
    },
  );

  it("say the same as the chips, whatever stands in them", () => {
    const random = new Random(5);
    for (let round = 0; round < 500; round += 1) {
      const template = joined(
        Array.from({ length: random.below(5) }, () =>
          random.chance(0.5)
            ? inner(random.pick(INNER))
            : plain(random.pick(["a", " b ", 'say "hi"', "\n", "é 😀", "{ x }", "\\(.y)"])),
        ),
      );
      expect(typedTemplate(typedOf(template))).toEqual(template);
    }
  });
});

it.each([".a)", "", "# it", ".a # it", '"', "(.a", ".a) + (.b", "{a: 1", "[.a)", "\ue000"])(
  "takes %s for no expression in a text",
  (source) => {
    expect(isInner(source)).toBe(false);
  },
);
