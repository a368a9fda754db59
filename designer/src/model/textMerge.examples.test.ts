/**
 * Whatever two people change in the documents that there are, nothing of either is lost.
 *
 * Never: chance that can't be had again.
 */
// @vitest-environment node
import { describe, expect, it } from "vitest";

import { DOCUMENTS } from "../testing/documents";
import { Random } from "../testing/random";
import { piecesOf } from "./taskChanges";
import { lineHunks, linesOf } from "./textDiff";
import { merged, mergedLines } from "./textMerge";
import { readText } from "./yaml/read";

/** Lines changed, taken out or put in at random. */
function shaken(text: string, random: Random): string {
  const lines = [...linesOf(text)];
  for (let times = 1 + random.below(3); times > 0 && lines.length > 0; times -= 1) {
    const at = random.below(lines.length);
    const made = `# ${random.below(1_000)}\n`;
    if (random.chance(0.3)) lines.splice(at, 1);
    else if (random.chance(0.5)) lines.splice(at, 0, made);
    else lines[at] = (lines[at] ?? "").replace(/\d+|[a-z](?=:)/, (found) => `${found}1`);
  }
  return lines.join("");
}

describe("whatever is changed at random", () => {
  it("the changed lines make the text", () => {
    const random = new Random(3);
    for (const { text } of DOCUMENTS) {
      const after = shaken(text, random);
      const lines = linesOf(text);
      let [made, at] = ["", 0];
      for (const { from, to, insert } of lineHunks(text, after)) {
        expect(from).toBeGreaterThanOrEqual(at);
        made += lines.slice(at, from).join("") + insert;
        at = to;
      }
      expect(made + lines.slice(at).join("")).toBe(after);
    }
  });

  it("is the same whichever side is called mine, and holds what each has done", () => {
    const random = new Random(11);
    let together = 0;
    for (const { name, text: base } of DOCUMENTS) {
      const [mine, theirs] = [shaken(base, random), shaken(base, random)];
      const { text } = merged(base, mine, theirs);
      expect(merged(base, theirs, mine).text, name).toBe(text);
      expect(mergedLines(base, mine, base)).toBe(mine);
      expect(mergedLines(base, base, theirs)).toBe(theirs);
      if (text === undefined) continue;
      together += 1;
      const [old, left, right, both] = [base, mine, theirs, text].map(pieces);
      for (const [key, piece] of left ?? [])
        if (right?.get(key)?.text === old?.get(key)?.text) expect(both?.get(key)).toEqual(piece);
      for (const line of linesOf(mine)) if (!base.includes(line)) expect(text).toContain(line);
      for (const line of linesOf(theirs)) if (!base.includes(line)) expect(text).toContain(line);
    }
    expect(together).toBeGreaterThan(3);
  });
});

function pieces(text: string) {
  const reading = readText(text);
  if (!reading.ok) throw new Error("It can't be read.");
  return piecesOf(reading.source.json);
}
