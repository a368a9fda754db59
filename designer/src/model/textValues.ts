/**
 * Texts with values in them, as people write them and as a document has them:
 * `Hello {{ .name }}` is `${ "Hello \(.name)" }`.
 *
 * Never: an expression that is more than such a text taken for one; it stays an expression.
 */
import { asCode, codeIn } from "./code";
import type { Json } from "./json";

type Piece = { readonly text: string } | { readonly code: string };

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" },
  ...{ '"': '"', "\\": "\\", "/": "/" },
};
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** As it is typed; nothing where it can only be shown as an expression. */
export function typedText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return undefined;
  const code = codeIn(value);
  if (code === undefined) return value;
  const pieces = piecesIn(code);
  if (pieces === undefined) return undefined;
  const text = pieces.map((one) => ("code" in one ? `{{ ${one.code} }}` : one.text)).join("");
  // What would be read back as something else is not shown as a text.
  return textValue(text) === value ? text : undefined;
}

/** As the document has it; nothing for an empty one. */
export function textValue(typed: string): string | undefined {
  if (typed === "") return undefined;
  const pieces = piecesOf(typed);
  if (pieces.every((one) => "text" in one)) return typed;
  const [only, ...more] = pieces;
  if (more.length === 0 && only !== undefined && "code" in only) return asCode(only.code);
  const inside = pieces.map((one) => ("code" in one ? `\\(${one.code})` : escaped(one.text)));
  return asCode(`"${inside.join("")}"`);
}

/** What is typed, taken apart; a place that isn't closed yet is text. */
function piecesOf(typed: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = typed.indexOf("{{"); at !== -1; at = typed.indexOf("{{", at + 2)) {
    const end = closeOf(typed, at + 2, "}}");
    const code = end === undefined ? "" : typed.slice(at + 2, end).trim();
    if (end === undefined || code === "") continue;
    if (at > from) pieces.push({ text: typed.slice(from, at) });
    pieces.push({ code });
    from = end + 2;
    at = end;
  }
  if (from < typed.length || pieces.length === 0) pieces.push({ text: typed.slice(from) });
  return pieces;
}

function piecesIn(code: string): Piece[] | undefined {
  if (!code.startsWith('"')) return undefined;
  const pieces: Piece[] = [];
  let text = "";
  for (let at = 1; at < code.length; at += 1) {
    const character = code[at] ?? "";
    if (character === '"') {
      if (at !== code.length - 1) return undefined;
      if (text !== "") pieces.push({ text });
      return pieces;
    }
    if (character !== "\\") {
      text += character;
      continue;
    }
    at += 1;
    const mark = code[at] ?? "";
    if (mark === "(") {
      const end = closeOf(code, at + 1, ")");
      if (end === undefined) return undefined;
      if (text !== "") pieces.push({ text });
      text = "";
      pieces.push({ code: code.slice(at + 1, end).trim() });
      at = end;
    } else if (mark in ESCAPES) text += ESCAPES[mark] ?? "";
    else return undefined;
  }
  return undefined;
}

/** Where a place in brackets ends, whatever brackets and texts stand in it. */
function closeOf(text: string, from: number, close: string): number | undefined {
  const open: string[] = [];
  for (let at = from; at < text.length; at += 1) {
    if (open.length === 0 && text.startsWith(close, at)) return at;
    const character = text[at] ?? "";
    if (character === '"') {
      const end = quoteEnd(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (Object.hasOwn(CLOSING, character)) open.push(CLOSING[character] ?? "");
    else if (character === open.at(-1)) open.pop();
    else if (")]}".includes(character)) return undefined;
  }
  return undefined;
}

/** The other end of a text in quotes, with what it has in `\( )`. */
function quoteEnd(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at;
    if (text[at] !== "\\") continue;
    at += 1;
    if (text[at] !== "(") continue;
    const end = closeOf(text, at + 1, ")");
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
