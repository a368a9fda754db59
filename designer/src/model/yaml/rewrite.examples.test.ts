/**
 * Every document of the standard and of ours, edited at random.
 *
 * Never: a seed that changes; what fails here fails again.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { DOCUMENTS, EXAMPLES, type Named } from "../../testing/documents";
import { randomEdit } from "../../testing/edits";
import { Random } from "../../testing/random";
import { isSame } from "../schemaSame";
import { applied } from "./changes";
import { readText } from "./read";
import { rewrite } from "./rewrite";
import type { Source } from "./tree";

const ROUNDS = 4;
const STEPS = 3;

function sourceOf(text: string): Source {
  const reading = readText(text);
  if (!reading.ok) throw new Error(`${JSON.stringify(reading.faults)}\n${text}`);
  return reading.source;
}

function editedAtRandom({ name, text }: Named, check: (source: Source) => void): void {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const random = new Random(seed);
    let source = sourceOf(text);
    for (let step = 0; step < STEPS; step++) {
      const next = randomEdit(source.json, random);
      const written = rewrite(source, next);
      if (written === undefined) throw new Error(`${name}, seed ${seed}, step ${step}`);
      expect(applied(source.text, written.changes)).toBe(written.source.text);
      source = sourceOf(written.source.text);
      expect(isSame(source.json, next), `${name}, seed ${seed}, step ${step}`).toBe(true);
      check(source);
    }
  }
}

it.runIf(EXAMPLES.length > 0)("knows all examples of the standard", () => {
  expect(EXAMPLES.length).toBeGreaterThan(60);
});

describe.each(DOCUMENTS)("$name", ({ name, text }) => {
  it("stays as it is, byte for byte, while nothing changes", () => {
    const source = sourceOf(text);
    expect(source.text).toBe(text);
    expect(rewrite(source, source.json)).toEqual({ changes: [], source });
    // A copy that says the same changes nothing either.
    const copy = sourceOf(text).json;
    expect(rewrite(source, copy)?.changes).toEqual([]);
  });

  it("says after any change what the changed value says", () => {
    editedAtRandom({ name, text }, () => undefined);
  });

  it("stays JSON where it is JSON", () => {
    const { json } = sourceOf(text);
    for (const indent of [0, 2])
      editedAtRandom({ name, text: JSON.stringify(json, null, indent) }, (source) => {
        expect(() => JSON.parse(source.text) as unknown).not.toThrow();
      });
  });

  it("keeps its line breaks where they are Windows'", () => {
    editedAtRandom({ name, text: text.replaceAll("\n", "\r\n") }, (source) => {
      expect(source.text.replaceAll("\r\n", "")).not.toMatch(/\n/);
    });
  });
});
