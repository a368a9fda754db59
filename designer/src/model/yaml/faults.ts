/**
 * Why a text can't be read: the library's complaints in codes of ours, at the place where people
 * look for the mistake.
 *
 * Never: the library's own sentence; each code has its words in the application.
 */
import { CST, type YAMLParseError } from "yaml";

import { endOfLine, startOfLine } from "./lines";

/** Each has its words in the application; the server's own check says more. */
export type TextFaultCode =
  | "syntax"
  | "value"
  | "documents"
  | "duplicate-key"
  | "key"
  | "alias"
  | "tag"
  | "tab"
  | "escape"
  | "number"
  | "unclosed"
  | "indentation"
  | "too-deep"
  | "too-large";

export type Found = {
  readonly code: TextFaultCode;
  readonly from: number;
  readonly to: number;
  /** What it is about: the key, the alias, the tag. */
  readonly about?: string;
};

/** Ends the reading; what can be passed over is only noted. */
export class Broken extends Error {
  readonly found: Found;

  constructor(code: TextFaultCode, from: number, to: number, about?: string) {
    super(code);
    this.found = { code, from, to, ...(about !== undefined && { about }) };
  }
}

/** Of the library. */
type Complaint = Pick<YAMLParseError, "code" | "pos">;

const CODES: Partial<Record<Complaint["code"], TextFaultCode>> = {
  ALIAS_PROPS: "alias",
  BAD_DQ_ESCAPE: "escape",
  BAD_INDENT: "indentation",
  BAD_SCALAR_START: "value",
  KEY_OVER_1024_CHARS: "key",
  RESOURCE_EXHAUSTION: "too-deep",
  TAB_AS_INDENT: "tab",
};

/** What the library complains of first; nothing where that is none of a reader's business. */
export function faultIn(
  text: string,
  tokens: readonly CST.Token[],
  errors: readonly Complaint[],
): Found | undefined {
  const sorted = errors
    // Tags are judged by the reader, as the API does it.
    .filter(({ code }) => code !== "TAG_RESOLVE_FAILED")
    .sort((one, other) => one.pos[0] - other.pos[0]);
  const [first] = sorted;
  if (first === undefined) return undefined;
  const [at] = first.pos;
  // A text that goes on below and has a colon there: the line below is the one that is wrong.
  const long = sorted.find(
    ({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] <= at + 1,
  );
  if (long !== undefined) return ofLine(text, Math.max(at, long.pos[1] - 1));
  return bracketFault(text, first, bracketsIn(tokens)) ?? ofPlace(text, first);
}

function ofLine(text: string, at: number): Found {
  const start = startOfLine(text, at);
  const line = text.slice(start, endOfLine(text, at));
  const from = start + line.length - line.trimStart().length;
  const code = /^-(?:\s|$)/.test(line.trimStart()) ? "indentation" : "syntax";
  return { code, from, to: start + line.length };
}

function ofPlace(text: string, { code, pos }: Complaint): Found {
  const [from, end] = pos;
  if (code === "UNEXPECTED_TOKEN" && /^[\]},]/.test(text.slice(from)))
    return { code: "value", from, to: from + 1 };
  return { code: CODES[code] ?? "syntax", from, to: Math.max(end, endOfLine(text, from)) };
}

type Bracket = { readonly from: number; readonly to: number | undefined };

/** What opens before the place and isn't closed there. */
function bracketFault(
  text: string,
  { code, pos: [at] }: Complaint,
  brackets: readonly Bracket[],
): Found | undefined {
  if (!["BAD_INDENT", "MISSING_CHAR", "UNEXPECTED_TOKEN"].includes(code)) return undefined;
  const open = brackets.findLast(({ from, to }) => to === undefined && from <= at);
  if (open !== undefined) return { code: "unclosed", from: open.from, to: open.from + 1 };
  const around = brackets.some(({ from, to }) => from < at && to !== undefined && at <= to);
  return around ? { code: "unclosed", from: at, to: endOfLine(text, at) } : undefined;
}

/** All brackets, braces and quotes, in the order in which they open. */
function bracketsIn(tokens: readonly (CST.Token | null | undefined)[]): Bracket[] {
  return tokens.flatMap((token): Bracket[] => {
    if (token === null || token === undefined) return [];
    if (token.type === "document") return bracketsIn([token.value]);
    if (token.type === "single-quoted-scalar" || token.type === "double-quoted-scalar") {
      const { offset: from, source } = token;
      const isClosed = source.length > 1 && source.endsWith(source.charAt(0));
      return [{ from, to: isClosed ? from + source.length : undefined }];
    }
    if (!CST.isCollection(token)) return [];
    const inner = token.items.flatMap(({ key, value }) => bracketsIn([key, value]));
    if (token.type !== "flow-collection") return inner;
    const close = token.start.source === "{" ? "}" : "]";
    const end = token.end.find(({ source }) => source === close);
    return [{ from: token.offset, to: end && end.offset + 1 }, ...inner];
  });
}
