/**
 * What a text says, where each of its values stands, and what isn't read at all.
 *
 * Never: an opinion of another reader; the API's test of its composer reads the same `readings.json`.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import type { Json } from "../json";
import { readText, type TextFault } from "./read";
import readings from "./readings.json";
import { placeOf, pointerAt, type Source } from "./tree";

function sourceOf(text: string): Source {
  const reading = readText(text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.source;
}

function faultOf(text: string): Pick<TextFault, "code" | "line"> | undefined {
  const reading = readText(text);
  const [fault] = reading.ok ? [] : reading.faults;
  return fault && { code: fault.code, line: fault.line };
}

describe("a text", () => {
  it.each(readings.read)("$text is read", ({ text, json }) => {
    expect(sourceOf(text).json).toStrictEqual(json);
  });

  it.each<[string, Json]>([
    ["", null],
    ["# nothing but a comment\n", null],
    ["a: 123456789012345678901\n", { a: 123456789012345678901n }],
    ["__proto__: 1\n", Object.fromEntries([["__proto__", 1]])],
  ])("%j is read too", (text, json) => {
    expect(sourceOf(text).json).toStrictEqual(json);
  });

  it.each(readings.refused)("$text is refused", ({ text, code, line }) => {
    expect(faultOf(text)).toEqual({ code, line });
  });

  it.each(["[", "- ", "{ a: "])("nested too deep by %j is refused", (open) => {
    expect(faultOf(open.repeat(50_000))).toEqual({ code: "too-deep", line: 1 });
  });

  it("with more text or more values than the API takes is refused", () => {
    expect(faultOf(`a: ${"x".repeat(256 * 1024)}\n`)).toEqual({ code: "too-large", line: 1 });
    const lines = [`a0: &a0 [${"x, ".repeat(10)}]`];
    for (let n = 1; n < 9; n++) lines.push(`a${n}: &a${n} [${`*a${n - 1}, `.repeat(10)}]`);
    expect(faultOf(lines.join("\n"))?.code).toBe("too-large");
  });

  it("nested too deep by what it refers to is refused", () => {
    const deep = (inner: string) => "[".repeat(60) + inner + "]".repeat(60);
    expect(faultOf(`a: &a ${deep("")}\nb: ${deep("*a")}\n`)).toEqual({ code: "too-deep", line: 2 });
  });

  it("that speaks of itself is refused", () => {
    expect(faultOf("a: &a 1\nb: &a [*a]\n")).toEqual({ code: "alias", line: 2 });
  });
});

describe("a place", () => {
  const text = "do:\n  - first:\n      call: http\n      with: { uri: x }\n  - a/b: {}\n";
  const source = sourceOf(text);

  it("is found for a pointer", () => {
    const { from, to } = placeOf(source, "/do/0/first/with/uri");
    expect(text.slice(from, to)).toBe("uri: x");
    const there = placeOf(source, "/do/1/a~1b/not/there");
    expect(text.slice(there.from, there.to)).toBe("a/b: {}");
  });

  it("has a pointer", () => {
    expect(pointerAt(source, text.indexOf("uri"))).toBe("/do/0/first/with/uri");
    expect(pointerAt(source, text.indexOf("a/b"))).toBe("/do/1/a~1b");
    expect(pointerAt(source, 1)).toBe("/do");
  });
});
