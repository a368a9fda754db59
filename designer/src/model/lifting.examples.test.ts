/**
 * Parts of a document as texts of their own.
 *
 * Never: one put back that changes anything around it.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { DOCUMENTS } from "../testing/documents";
import { valueAt } from "./editing/values";
import { lifted, put } from "./lifting";
import { readText } from "./yaml/read";

const TEXT = `do:
  # before
  - first: # head
      set:
        a: 1 # one

        b: |
          two
            lines
      then: end
  - second: { set: { a: 1 } }
# end
`;

function read(text: string) {
  const reading = readText(text);
  if (!reading.ok) throw new Error("It can't be read.");
  return reading.source;
}

describe("a part of a document", () => {
  const source = read(TEXT);
  const first = valueAt(source.json, "/do/0/first") ?? null;

  it("is a text of its own, with its comments", () => {
    expect(lifted(first)).toBe("set:\n  a: 1 # one\n\n  b: |\n    two\n      lines\nthen: end");
  });

  it("comes back where it was, and nothing around it changes", () => {
    expect(put(source, first, lifted(first))).toBe(TEXT);
    const next = put(source, first, lifted(first).replace("a: 1 # one", "a: 2 # two"));
    expect(next).toBe(TEXT.replace("a: 1 # one", "a: 2 # two"));
  });

  it("that stands in braces is written anew", () => {
    const second = valueAt(source.json, "/do/1/second") ?? null;
    expect(read(lifted(second)).json).toEqual({ set: { a: 1 } });
    expect(put(source, second, "set: {}")).toBeUndefined();
  });

  it("of every document means the same, and comes back as it was", () => {
    for (const { name, text } of DOCUMENTS) {
      const whole = read(text);
      const tasks = valueAt(whole.json, "/do");
      for (const item of Array.isArray(tasks) ? (tasks as readonly object[]) : []) {
        const [task] = Object.values(item) as [never];
        expect([name, read(lifted(task)).json]).toEqual([name, task]);
        const back = put(whole, task, lifted(task));
        expect([name, back ?? text]).toEqual([name, text]);
      }
    }
  });
});
