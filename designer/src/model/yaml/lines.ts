/**
 * Where the lines of a text begin and end.
 *
 * Never: a break but `\n` and `\r\n`; no reader of YAML 1.2 knows another.
 */

/** Where the line ends that this place is on, before its break. */
export function endOfLine(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  if (found === -1) return text.length;
  return found > from && text.charAt(found - 1) === "\r" ? found - 1 : found;
}

/** Behind the break that stands here. */
export function afterBreak(text: string, at: number): number {
  if (text.charAt(at) === "\r" && text.charAt(at + 1) === "\n") return at + 2;
  return Math.min(text.length, at + 1);
}

/** Where the line begins that this place is on. */
export function startOfLine(text: string, from: number): number {
  return from === 0 ? 0 : text.lastIndexOf("\n", from - 1) + 1;
}
