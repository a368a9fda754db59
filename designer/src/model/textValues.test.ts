/**
 * Texts with values, both ways.
 *
 * Never: a value that comes back as another one.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { textValue, typedText } from "./textValues";

describe("a text with values", () => {
  it.each([
    ["Hello", "Hello"],
    ["Hello {{ .name }}!", '${ "Hello \\(.name)!" }'],
    ["{{ .reason }}", "${ .reason }"],
    ['{{ .a }}, {{ .b["}}"] // "x" }}', '${ "\\(.a), \\(.b["}}"] // "x")" }'],
    ['Say "hi" to {{ .who }}\n', '${ "Say \\"hi\\" to \\(.who)\\n" }'],
    ["{{ {a: {b: 1}} }} is it", '${ "\\({a: {b: 1}}) is it" }'],
  ])("%s is kept as the document has it", (typed, value) => {
    expect(textValue(typed)).toBe(value);
    const isAlone = !value.startsWith('${ "') && value.startsWith("${");
    expect(typedText(value)).toBe(isAlone ? undefined : typed);
  });

  it("is a text while a place in it isn't closed", () => {
    expect(textValue("Hello {{ .na")).toBe("Hello {{ .na");
    expect(typedText("Hello {{ .na")).toBe("Hello {{ .na");
    expect(textValue("a {{ .b }} {{ ")).toBe('${ "a \\(.b) {{ " }');
    expect(typedText('${ "a \\(.b) {{ " }')).toBe("a {{ .b }} {{ ");
  });

  it("is none where an expression is more than that", () => {
    expect(typedText('${ .a // "b" }')).toBeUndefined();
    expect(typedText('${ "a" + .b }')).toBeUndefined();
    expect(typedText('${ "a\\u0041" }')).toBeUndefined();
    expect(typedText(5)).toBeUndefined();
    expect(typedText(undefined)).toBe("");
    expect(textValue("")).toBeUndefined();
  });
});
