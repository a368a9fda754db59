/**
 * `${ }` around an expression: taken off to be written, put back as the document had it.
 *
 * Never: a text of the author's taken for an expression; what stands in `${ }` is one, and what
 * stands where only an expression can.
 */
import { quoted } from "./lexer";

/** How a place of the document has its expression. */
export type Manner =
  /** Enclosed, as in any value. */
  | "enclosed"
  /** As jq alone, which conditions may be. */
  | "bare";

export function isEnclosed(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.startsWith("${") && trimmed.endsWith("}");
}

/** The jq inside, or the text as jq would say it where it is only a text. */
export function codeOf(value: string, isBare: boolean): string {
  if (isEnclosed(value)) return value.trim().slice(2, -1).trim();
  return isBare || value.trim() === "" ? value.trim() : quoted(value);
}

/** Written as the value before it was; nothing at all where there is no code. */
export function valueOf(code: string, manner: Manner): string {
  if (code.trim() === "") return "";
  // A comment ends with its line, and so must not stand before the bracket.
  const isOpen = /#[^\n]*$/.test(code);
  return manner === "bare" ? code : isOpen ? `\${ ${code}\n}` : `\${ ${code} }`;
}

export function mannerOf(before: string, isBare: boolean): Manner {
  return isBare && !isEnclosed(before) ? "bare" : "enclosed";
}
