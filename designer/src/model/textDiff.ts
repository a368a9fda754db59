/**
 * What has changed in a text, word by word or line by line.
 *
 * Never: a text left out that has changed; of what has not, only what stands around the changes.
 */

export type Part = { readonly kind: "same" | "gone" | "new" | "left-out"; readonly text: string };

/** Beyond this, comparing takes longer than reading both. */
const MOST_CELLS = 1_000_000;
/** Words that are shown around a change. */
const AROUND = 12;
const LINES_AROUND = 2;

/** From one text to the other; what stays the same far from any change is left out. */
export function textDiff(before: string, after: string): readonly Part[] {
  return diff(before, after, words, AROUND);
}

/** The same, line by line. */
export function lineDiff(before: string, after: string): readonly Part[] {
  return diff(before, after, lines, LINES_AROUND);
}

/** Lines of the text before, and what stands instead of them. */
export type Hunk = {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
};

/** What has changed, in lines counted from 0; in order. */
export function lineHunks(before: string, after: string): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  for (const { kind, text } of whole(before, after, lines)) {
    const count = kind === "new" ? 0 : lines(text).length;
    const last = hunks.at(-1);
    if (kind === "gone") hunks.push({ from: at, to: at + count, insert: "" });
    else if (kind === "new" && last?.to === at && last.insert === "")
      hunks[hunks.length - 1] = { ...last, insert: text };
    else if (kind === "new") hunks.push({ from: at, to: at, insert: text });
    at += count;
  }
  return hunks;
}

/** Each with what ends it. */
export function linesOf(text: string): readonly string[] {
  return lines(text);
}

type Split = (text: string) => readonly string[];

function diff(before: string, after: string, split: Split, around: number): readonly Part[] {
  return shortened(whole(before, after, split), split, around);
}

function whole(before: string, after: string, split: Split): readonly Part[] {
  const old = split(before);
  const now = split(after);
  const head = alike(old, now, (list, at) => list[at]);
  const tail = alike(old.slice(head), now.slice(head), (list, at) => list[list.length - 1 - at]);
  const parts: Part[] = [
    ...old.slice(0, head).map((text): Part => ({ kind: "same", text })),
    ...between(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map((text): Part => ({ kind: "same", text })),
  ];
  return joined(parts);
}

/** Words and what stands between them; together they are the text. */
function words(text: string): readonly string[] {
  return text.match(/\s+|\S+/g) ?? [];
}

/** Each with what ends it. */
function lines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

type Pick = (list: readonly string[], at: number) => string | undefined;

function alike(old: readonly string[], now: readonly string[], pick: Pick): number {
  const most = Math.min(old.length, now.length);
  let at = 0;
  while (at < most && pick(old, at) === pick(now, at)) at += 1;
  return at;
}

function between(old: readonly string[], now: readonly string[]): readonly Part[] {
  if (old.length * now.length > MOST_CELLS)
    return [
      { kind: "gone", text: old.join("") },
      { kind: "new", text: now.join("") },
    ];
  const common = longest(old, now);
  const parts: Part[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < now.length) {
    const [word, next] = [old[left], now[right]];
    if (word !== undefined && word === next) {
      parts.push({ kind: "same", text: word });
      left += 1;
      right += 1;
    } else if (
      next === undefined ||
      (word !== undefined && common(left + 1, right) >= common(left, right + 1))
    ) {
      parts.push({ kind: "gone", text: word ?? "" });
      left += 1;
    } else {
      parts.push({ kind: "new", text: next });
      right += 1;
    }
  }
  return parts;
}

/** How many words are still common from these places on. */
function longest(old: readonly string[], now: readonly string[]) {
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  for (let left = old.length - 1; left >= 0; left -= 1)
    for (let right = now.length - 1; right >= 0; right -= 1)
      table[left * width + right] =
        old[left] === now[right]
          ? (table[(left + 1) * width + right + 1] ?? 0) + 1
          : Math.max(table[(left + 1) * width + right] ?? 0, table[left * width + right + 1] ?? 0);
  return (left: number, right: number) => table[left * width + right] ?? 0;
}

/** Neighbours of one kind as one; of a change first what is gone. */
function joined(parts: readonly Part[]): readonly Part[] {
  const whole: Part[] = [];
  let [gone, fresh] = ["", ""];
  const flush = () => {
    if (gone !== "") whole.push({ kind: "gone", text: gone });
    if (fresh !== "") whole.push({ kind: "new", text: fresh });
    [gone, fresh] = ["", ""];
  };
  let same = "";
  for (const { kind, text } of parts) {
    if (kind === "same") {
      flush();
      same += text;
      continue;
    }
    if (same !== "") whole.push({ kind: "same", text: same });
    same = "";
    if (kind === "gone") gone += text;
    else fresh += text;
  }
  flush();
  if (same !== "") whole.push({ kind: "same", text: same });
  return whole;
}

function shortened(parts: readonly Part[], split: Split, around: number): readonly Part[] {
  return parts.flatMap((part, at): readonly Part[] => {
    if (part.kind !== "same") return [part];
    const pieces = split(part.text);
    const head = at === 0 ? 0 : around * 2;
    const tail = at === parts.length - 1 ? 0 : around * 2;
    if (pieces.length <= head + tail + 1) return [part];
    const left: Part[] = [
      { kind: "same", text: pieces.slice(0, head).join("") },
      { kind: "left-out", text: pieces.slice(head, pieces.length - tail).join("") },
      { kind: "same", text: pieces.slice(pieces.length - tail).join("") },
    ];
    return left.filter(({ text }) => text !== "");
  });
}
