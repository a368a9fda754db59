/**
 * Cuts an expression into its tokens, each with its place, as definitions/jq/lexer.py does.
 *
 * Never: the judge of what is jq; the server is. What can't be cut here has no tokens.
 */

export type Kind = "number" | "text" | "field" | "variable" | "format" | "name" | "symbol";

/** Of a text: what it says, and the expressions in it as they are written. */
export type Part =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "inner"; readonly source: string };

export type Token = {
  readonly kind: Kind;
  /** As it is written. */
  readonly text: string;
  readonly at: number;
  readonly parts?: readonly Part[];
};

const NAME = "[A-Za-z_][A-Za-z0-9_]*";
const SPACE = /(?:[ \t\r\n]+|#(?:\\(?:\\|\r?\n)|[^\n])*)+/y;
const TOKEN = new RegExp(
  [
    `(?<field>\\.${NAME})`,
    `(?<name>(?:${NAME}::)*${NAME})`,
    `(?<variable>\\$(?:${NAME}::)*${NAME})`,
    `(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)`,
    `(?<symbol>\\?//=?|//=|\\|=|\\+=|-=|\\*=|/=|%=|==|!=|<=|>=|//|\\.\\.|[.,:;=<>|()[\\]{}+\\-*/%?])`,
    `(?<format>@[A-Za-z0-9_]+)`,
  ].join("|"),
  "y",
);
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "/": "/", "\\": "\\", '"': '"' },
};
const HEX = /[0-9a-fA-F]{4}/y;

/** All of it; nothing where some of it is no token. */
export function tokensOf(source: string): readonly Token[] | undefined {
  const cut = cutFrom(source, 0, false);
  return cut?.end === source.length ? cut.tokens : undefined;
}

type Cut = { readonly tokens: readonly Token[]; readonly end: number };

/** Until the end, or in a text until the bracket that closes the expression in it. */
function cutFrom(source: string, start: number, nested: boolean): Cut | undefined {
  const tokens: Token[] = [];
  let at = matched(SPACE, source, start);
  let depth = 0;
  while (at < source.length) {
    const token = source.charAt(at) === '"' ? textAt(source, at) : plainAt(source, at);
    if (token === undefined) return undefined;
    if (nested && token.kind === "symbol") {
      depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
      if (depth < 0) return { tokens, end: at };
    }
    tokens.push(token);
    at = matched(SPACE, source, at + token.text.length);
  }
  return nested ? undefined : { tokens, end: at };
}

function plainAt(source: string, at: number): Token | undefined {
  TOKEN.lastIndex = at;
  const groups = TOKEN.exec(source)?.groups ?? {};
  const named = Object.entries(groups as Record<string, string | undefined>);
  const [kind, text] = named.find(([, found]) => found !== undefined) ?? [];
  return text === undefined ? undefined : { kind: kind as Kind, text, at };
}

function textAt(source: string, start: number): Token | undefined {
  const parts: Part[] = [];
  let plain = "";
  let at = start + 1;
  const keep = () => {
    if (plain !== "") parts.push({ kind: "plain", text: plain });
    plain = "";
  };
  while (at < source.length) {
    const letter = source.charAt(at);
    if (letter === '"') {
      keep();
      return { kind: "text", text: source.slice(start, at + 1), at: start, parts };
    }
    if (letter !== "\\") {
      plain += letter;
      at += 1;
    } else if (source.charAt(at + 1) === "(") {
      const inner = cutFrom(source, at + 2, true);
      if (inner === undefined) return undefined;
      keep();
      parts.push({ kind: "inner", source: source.slice(at + 2, inner.end).trim() });
      at = inner.end + 1;
    } else {
      const escaped = escapedAt(source, at + 1);
      if (escaped === undefined) return undefined;
      plain += escaped.text;
      at = escaped.end;
    }
  }
  return undefined;
}

function escapedAt(source: string, at: number): { text: string; end: number } | undefined {
  const letter = source.charAt(at);
  const simple = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  if (simple !== undefined) return { text: simple, end: at + 1 };
  HEX.lastIndex = at + 1;
  const hex = letter === "u" ? HEX.exec(source)?.[0] : undefined;
  return hex === undefined
    ? undefined
    : { text: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 5 };
}

function matched(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(source)?.[0].length ?? 0);
}

/** A text as an expression spells it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
