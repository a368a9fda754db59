/**
 * Markdown as what it says: headings, paragraphs, lists, tables, code, quotes, links.
 *
 * Never: HTML, neither taken nor made; a "<" is a "<". And never a link to anything but a page, an
 * address of this installation or a mail.
 */
export type Inline =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "strong" | "emphasis" | "struck"; readonly inside: readonly Inline[] }
  | { readonly kind: "link"; readonly to: string; readonly inside: readonly Inline[] };

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly inside: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly inside: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "rule" }
  | {
      readonly kind: "list";
      readonly first: number | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Deeper is shown as it is written. */
const DEEPEST = 8;
/** Nobody emphasises more; so long texts stay quick to read. */
const LONGEST = 2_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*)$/;
const RULE = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])( +)(\S.*)$/;
const DASHES = /^:?-+:?$/;
const BLANK = /^\s*$/;

export function readMarkdown(text: string): readonly Block[] {
  return blocksOf(text.replaceAll("\t", "    ").split(/\r\n|\r|\n/), 0);
}

function blocksOf(lines: readonly string[], depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (BLANK.test(line)) {
      at += 1;
      continue;
    }
    const [block, next] =
      fenced(lines, at) ??
      headed(lines, at) ??
      ruled(lines, at) ??
      (depth < DEEPEST ? (quoted(lines, at, depth) ?? listed(lines, at, depth)) : undefined) ??
      tabled(lines, at) ??
      paragraph(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = readonly [Block, number] | undefined;

function fenced(lines: readonly string[], at: number): Read {
  const fence = FENCE.exec(lines[at] ?? "")?.[1];
  if (fence === undefined) return undefined;
  let end = at + 1;
  while (end < lines.length && !lines[end]?.trim().startsWith(fence)) end += 1;
  return [{ kind: "code", text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function headed(lines: readonly string[], at: number): Read {
  const found = HEADING.exec(lines[at] ?? "");
  if (found === null) return undefined;
  const [, marks = "", words = ""] = found;
  const inside = inlinesOf(words.trim().replace(/(^|\s)#+$/, ""));
  return [{ kind: "heading", level: marks.length, inside }, at + 1];
}

function ruled(lines: readonly string[], at: number): Read {
  return RULE.test(lines[at] ?? "") ? [{ kind: "rule" }, at + 1] : undefined;
}

function quoted(lines: readonly string[], at: number, depth: number): Read {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] ?? "")) end += 1;
  if (end === at) return undefined;
  const inner = lines.slice(at, end).map((line) => line.replace(QUOTE, ""));
  return [{ kind: "quote", blocks: blocksOf(inner, depth + 1) }, end];
}

function listed(lines: readonly string[], from: number, depth: number): Read {
  const first = ITEM.exec(lines[from] ?? "");
  if (first === null) return undefined;
  const [, margin = "", mark = ""] = first;
  const isNumbered = /\d/.test(mark);
  const items: (readonly Block[])[] = [];
  let at = from;
  for (;;) {
    const item = ITEM.exec(lines[at] ?? "");
    if (item?.[1]?.length !== margin.length || /\d/.test(item[2] ?? "") !== isNumbered) break;
    const [, , itsMark = "", gap = "", words = ""] = item;
    const indent = margin.length + itsMark.length + gap.length;
    const end = endOfItem(lines, at + 1, margin.length);
    const rest = lines.slice(at + 1, end).map((line) => withoutIndent(line, indent));
    items.push(blocksOf([words, ...rest], depth + 1));
    at = end;
  }
  return [{ kind: "list", first: isNumbered ? Number.parseInt(mark) : undefined, items }, at];
}

/** What is indented belongs to it, and what goes on without a blank line. */
function endOfItem(lines: readonly string[], from: number, margin: number): number {
  let end = from;
  let isApart = false;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (BLANK.test(line)) {
      isApart = true;
      continue;
    }
    const isDeeper = /^ */.exec(line)?.[0].length ?? 0;
    const item = ITEM.exec(line);
    if (item !== null && isDeeper <= margin) return item[1]?.length === margin ? at : end;
    if (isDeeper <= margin && (isApart || begins(lines, at))) return end;
    isApart = false;
    end = at + 1;
  }
  return end;
}

function withoutIndent(line: string, most: number): string {
  let cut = 0;
  while (cut < most && line[cut] === " ") cut += 1;
  return line.slice(cut);
}

function tabled(lines: readonly string[], at: number): Read {
  const [head = "", dashes = ""] = lines.slice(at, at + 2);
  const columns = cellsOf(head).length;
  if (!head.includes("|") || !dashes.includes("-")) return undefined;
  const under = cellsOf(dashes);
  if (under.length !== columns || !under.every((one) => DASHES.test(one))) return undefined;
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
  const rows = lines.slice(at + 2, end).map((line) => {
    const cells = cellsOf(line);
    return Array.from({ length: columns }, (_, column) => inlinesOf(cells[column] ?? ""));
  });
  return [{ kind: "table", head: cellsOf(head).map((cell) => inlinesOf(cell)), rows }, end];
}

function cellsOf(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split("|").map((cell) => cell.trim());
}

function paragraph(lines: readonly string[], from: number): readonly [Block, number] {
  let end = from + 1;
  while (end < lines.length && !BLANK.test(lines[end] ?? "") && !begins(lines, end)) end += 1;
  const text = lines
    .slice(from, end)
    .map((line) => line.trimStart())
    .join("\n");
  return [{ kind: "paragraph", inside: inlinesOf(text.trimEnd()) }, end];
}

/** Something that needs no blank line above it. */
function begins(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  return [FENCE, HEADING, RULE, QUOTE, ITEM].some((one) => one.test(line));
}

// ---- inside a line

const BARE = /^https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/;
const PAIRS = [
  ["**", "strong"],
  ["__", "strong"],
  ["~~", "struck"],
  ["*", "emphasis"],
  ["_", "emphasis"],
] as const;

function inlinesOf(text: string, depth = 0): readonly Inline[] {
  const found: Inline[] = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain !== "") found.push({ kind: "text", text: plain });
    plain = "";
  };
  while (at < text.length) {
    const taken = depth < DEEPEST ? takenAt(text, at, depth) : undefined;
    if (taken === undefined) {
      plain += text[at] === "\n" ? " " : (text[at] ?? "");
      at += 1;
    } else if (typeof taken[0] === "string") {
      plain += taken[0];
      at = taken[1];
    } else {
      if (taken[0].kind === "break") plain = plain.trimEnd();
      flush();
      found.push(taken[0]);
      at = taken[1];
    }
  }
  flush();
  return found;
}

type Taken = readonly [Inline | string, number] | undefined;

function takenAt(text: string, at: number, depth: number): Taken {
  const sign = text[at] ?? "";
  switch (sign) {
    case "\\":
      return escaped(text, at);
    case " ":
      return text.startsWith("  \n", at) ? [{ kind: "break" }, at + 3] : undefined;
    case "`":
      return codeAt(text, at);
    case "!":
    case "[":
      return linkAt(text, at, depth);
    case "<":
    case "h":
      return bareLinkAt(text, at);
    case "*":
    case "_":
    case "~":
      return pairAt(text, at, depth);
    default:
      return undefined;
  }
}

function escaped(text: string, at: number): Taken {
  const next = text[at + 1] ?? "";
  if (next === "\n") return [{ kind: "break" }, at + 2];
  return /[!-/:-@[-`{-~]/.test(next) ? [next, at + 2] : undefined;
}

function codeAt(text: string, at: number): Taken {
  const marks = /^`+/.exec(text.slice(at, at + LONGEST))?.[0] ?? "`";
  const end = within(text, marks, at + marks.length);
  if (end === undefined) return [marks, at + marks.length];
  const code = text.slice(at + marks.length, end).replaceAll("\n", " ");
  return [{ kind: "code", text: code.trim() }, end + marks.length];
}

/** A picture is a link to it: nothing is loaded from elsewhere by looking at a text. */
function linkAt(text: string, at: number, depth: number): Taken {
  const open = text[at] === "!" ? at + 1 : at;
  if (text[open] !== "[") return undefined;
  const middle = within(text, "](", open + 1);
  const end = middle === undefined ? undefined : within(text, ")", middle + 2);
  if (middle === undefined || end === undefined) return undefined;
  const to = linkOf(
    text
      .slice(middle + 2, end)
      .trim()
      .split(/\s/)[0] ?? "",
  );
  const inside = inlinesOf(text.slice(open + 1, middle), depth + 1);
  return to === undefined ? undefined : [{ kind: "link", to, inside }, end + 1];
}

function bareLinkAt(text: string, at: number): Taken {
  const isClosed = text[at] === "<";
  if (!isClosed && /[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return undefined;
  const start = isClosed ? at + 1 : at;
  const found = BARE.exec(text.slice(start, start + LONGEST))?.[0];
  const to = found === undefined ? undefined : linkOf(found);
  if (found === undefined || to === undefined) return undefined;
  const end = start + found.length;
  if (isClosed && text[end] !== ">") return undefined;
  const inside: Inline[] = [{ kind: "text", text: found }];
  return [{ kind: "link", to, inside }, isClosed ? end + 1 : end];
}

function pairAt(text: string, at: number, depth: number): Taken {
  for (const [mark, kind] of PAIRS) {
    if (!text.startsWith(mark, at)) continue;
    const start = at + mark.length;
    const end = within(text, mark, start + 1);
    // Beside a space it is a sign of its own, and an underscore in a word is part of the word.
    if (end === undefined || /\s/.test(text[start] ?? " ") || /\s/.test(text[end - 1] ?? " "))
      continue;
    if (mark.startsWith("_") && (isWord(text[at - 1]) || isWord(text[end + mark.length]))) continue;
    const inside = inlinesOf(text.slice(start, end), depth + 1);
    return [{ kind, inside }, end + mark.length];
  }
  return undefined;
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}

function within(text: string, sought: string, from: number): number | undefined {
  const end = text.slice(from, from + LONGEST).indexOf(sought);
  return end < 0 ? undefined : from + end;
}

/** Where a link may lead; undefined for everything else. */
export function linkOf(to: string): string | undefined {
  if (/^\/(?![/\\])/.test(to)) return to;
  try {
    const { protocol } = new URL(to);
    return ["http:", "https:", "mailto:"].includes(protocol) ? to : undefined;
  } catch {
    return undefined;
  }
}
