/**
 * Changes of a text, in the form that the text editor takes them too.
 *
 * Never: two that overlap; what is deleted twice is deleted once.
 */
export type Change = { readonly from: number; readonly to: number; readonly insert: string };

/** In order, deletions that touch merged. Insertions at one place keep their order. */
export function inOrder(changes: readonly Change[]): Change[] {
  const sorted = changes
    .filter(({ from, to, insert }) => to > from || insert !== "")
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const found: Change[] = [];
  for (const change of sorted) {
    const last = found.at(-1);
    if (last === undefined || change.from >= last.to) found.push(change);
    else {
      const insert = last.insert + change.insert;
      found[found.length - 1] = { from: last.from, to: Math.max(last.to, change.to), insert };
    }
  }
  return found;
}

/** They must be in order. */
export function applied(text: string, changes: readonly Change[]): string {
  let result = "";
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** Where a place has gone; what stood in a deletion goes to its end. */
export function moved(position: number, changes: readonly Change[]): number {
  let shift = 0;
  for (const { from, to, insert } of changes) {
    if (position < from || (position === from && to === from)) break;
    if (position < to) return from + shift + insert.length;
    shift += insert.length - (to - from);
  }
  return position + shift;
}

/** The one change that makes a text of another: what they begin and end with stays. */
export function between(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  let end = 0;
  while (
    end < most - from &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
