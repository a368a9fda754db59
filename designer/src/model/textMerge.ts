/**
 * Two changes of one text put together, line by line, where neither touches what the other has
 * changed; and what comes out is looked at, as text and as a definition.
 *
 * Never: a guess. Where both have written in one place, a person decides.
 */
import type { Json } from "./json";
import { piecesOf, type TaskChange, taskChanges } from "./taskChanges";
import { type Hunk, lineHunks, linesOf } from "./textDiff";
import { readText } from "./yaml/read";

export type Merged = {
  /** Nothing where both have changed the same, or what comes out isn't what both have meant. */
  readonly text: string | undefined;
  /** What each side has changed; nothing where a text can't be read. */
  readonly mine: readonly TaskChange[] | undefined;
  readonly theirs: readonly TaskChange[] | undefined;
};

/** `base` is what both have begun with. */
export function merged(base: string, mine: string, theirs: string): Merged {
  const [before, left, right] = [documentOf(base), documentOf(mine), documentOf(theirs)];
  const changesOf = (after: Json | undefined) =>
    before === undefined || after === undefined ? undefined : taskChanges(before, after);
  const told = { mine: changesOf(left), theirs: changesOf(right) };
  const text = mergedLines(base, mine, theirs);
  const together = text === undefined ? undefined : documentOf(text);
  const sound =
    before !== undefined &&
    left !== undefined &&
    right !== undefined &&
    together !== undefined &&
    holdsBoth({ before, left, right, together });
  return { text: sound ? text : undefined, ...told };
}

/** Nothing where both have written in one place. */
export function mergedLines(base: string, mine: string, theirs: string): string | undefined {
  const lines = linesOf(base);
  const [left, right] = [lineHunks(base, mine), lineHunks(base, theirs)];
  const theirsAlone = right.filter((one) => !left.some((other) => isSame(one, other)));
  if (theirsAlone.some((one) => left.some((other) => touches(one, other)))) return undefined;
  const hunks = [...left, ...theirsAlone].sort((a, b) => a.from - b.from || a.to - b.to);
  let [text, at] = ["", 0];
  for (const { from, to, insert } of hunks) {
    text += lines.slice(at, from).join("") + insert;
    at = to;
  }
  return text + lines.slice(at).join("");
}

function isSame(one: Hunk, other: Hunk): boolean {
  return one.from === other.from && one.to === other.to && one.insert === other.insert;
}

/** Neighbours may both be changed; but where something is put in, nobody says what comes first. */
function touches(one: Hunk, other: Hunk): boolean {
  const isInsertion = one.from === one.to || other.from === other.to;
  if (isInsertion) return one.from <= other.to && other.from <= one.to;
  return one.from < other.to && other.from < one.to;
}

type Sides = {
  readonly before: Json;
  readonly left: Json;
  readonly right: Json;
  readonly together: Json;
};

/** What one side alone has changed stands there as that side has it. */
function holdsBoth({ before, left, right, together }: Sides): boolean {
  const [old, mine, theirs, both] = [before, left, right, together].map(piecesOf);
  if (old === undefined || mine === undefined || theirs === undefined || both === undefined)
    return false;
  const keys = new Set([...old.keys(), ...mine.keys(), ...theirs.keys(), ...both.keys()]);
  return [...keys].every((key) => {
    const [was, one, other, now] = [old, mine, theirs, both].map((all) => all.get(key)?.text);
    if (one === other || other === was) return now === one;
    // Both have changed it, in other lines: then it is neither side's, and was looked at as text.
    return one === was ? now === other : now !== undefined;
  });
}

function documentOf(text: string): Json | undefined {
  const reading = readText(text);
  return reading.ok ? reading.source.json : undefined;
}
