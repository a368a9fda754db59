/**
 * A text with values in it: as people see it, text and chips, and as the document has it, an
 * expression that puts the values into a text.
 *
 * Never: a text that is taken for an expression because of what somebody typed into it.
 */
import { codeOf, isEnclosed, valueOf } from "./enclosing";
import { type Part, quoted, type Token, tokensOf } from "./lexer";
import { readPath } from "./paths";

export type Template = readonly Part[];

/**
 * As it stands in the document. One value alone is that value, of whatever type; a text alone is
 * itself, but where texts may be expressions (`isLoose`), or it looks like one.
 */
export function writeTemplate(template: Template, isLoose = false): string {
  const parts = joined(template);
  const [first, second] = parts;
  if (first === undefined) return "";
  if (second !== undefined) return valueOf(`"${parts.map(spelled).join("")}"`, "enclosed");
  if (first.kind === "inner") return valueOf(first.source, "enclosed");
  return isLoose || isRisky(first.text) ? valueOf(quoted(first.text), "enclosed") : first.text;
}

/** Nothing where it is an expression of another kind. */
export function readTemplate(value: string, isLoose = false): Template | undefined {
  if (value === "") return [];
  if (!isEnclosed(value)) return isLoose ? undefined : [{ kind: "plain", text: value }];
  const code = codeOf(value, true);
  if (readPath(code) !== undefined) return [{ kind: "inner", source: code }];
  const [text, ...others] = tokensOf(code) ?? [];
  if (text?.kind !== "text" || others.length > 0) return undefined;
  const parts = text.parts ?? [];
  // A value alone in a text is made a text; shown as that value it would lose that.
  const isOne = parts.length === 1 && parts[0]?.kind === "inner";
  return !isOne && parts.every(isWhole) ? parts : undefined;
}

function isWhole(part: Part): boolean {
  return part.kind === "plain" || isInner(part.source);
}

/** Whether it is one expression that can stand in a text, as far as brackets and quotes tell. */
export function isInner(source: string): boolean {
  const [text, ...others] = tokensOf(`"\\(${source})"`) ?? [];
  const [inner, ...rest] = text?.parts ?? [];
  const isOne = others.length === 0 && rest.length === 0 && inner?.kind === "inner";
  const isAll = isOne && inner.source !== "" && inner.source === source.trim();
  return isAll && isBalanced(tokensOf(source) ?? []);
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function isBalanced(tokens: readonly Token[]): boolean {
  const open: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind !== "symbol") continue;
    const closing = Object.hasOwn(CLOSING, text) ? CLOSING[text] : undefined;
    if (closing !== undefined) open.push(closing);
    else if (")]}".includes(text) && open.pop() !== text) return false;
  }
  return open.length === 0;
}

/** Texts beside each other are one, and empty ones are none. */
export function joined(template: Template): Template {
  const parts: Part[] = [];
  for (const part of template) {
    const before = parts.at(-1);
    if (part.kind === "plain" && before?.kind === "plain")
      parts[parts.length - 1] = { kind: "plain", text: before.text + part.text };
    else if (part.kind === "inner" || part.text !== "") parts.push(part);
  }
  return parts;
}

function spelled(part: Part): string {
  return part.kind === "plain" ? quoted(part.text).slice(1, -1) : `\\(${part.source})`;
}

/** What would be read as an expression, or be refused for looking like one. */
function isRisky(text: string): boolean {
  return text.includes("${");
}

// ---- as an editor of text holds it: a chip is its path between two letters that nobody types

const OPEN = "\ue000";
const CLOSE = "\ue001";
export const CHIP = /\ue000([^\ue000\ue001]*)\ue001/g;

export function chipOf(source: string): string {
  return `${OPEN}${source}${CLOSE}`;
}

export function heldOf(template: Template): string {
  return template
    .map((part) => (part.kind === "plain" ? withoutMarks(part.text) : chipOf(part.source)))
    .join("");
}

export function templateOf(held: string): Template {
  const parts: Part[] = [];
  let end = 0;
  for (const match of held.matchAll(CHIP)) {
    const source = match[1] ?? "";
    parts.push({ kind: "plain", text: withoutMarks(held.slice(end, match.index)) });
    // What was broken by hand is text, so that no half of an expression is written.
    parts.push(isInner(source) ? { kind: "inner", source } : { kind: "plain", text: source });
    end = match.index + match[0].length;
  }
  return joined([...parts, { kind: "plain", text: withoutMarks(held.slice(end)) }]);
}

function withoutMarks(text: string): string {
  return text.replaceAll(OPEN, "").replaceAll(CLOSE, "");
}

// ---- as people type it where there are no chips: `Hello {{ .name }}`

export type Braces = { readonly from: number; readonly to: number; readonly source: string };

/** Places in double braces that hold an expression; one that isn't closed yet is text. */
export function bracesIn(text: string): readonly Braces[] {
  const found: Braces[] = [];
  let from = text.indexOf("{{");
  while (from !== -1) {
    const braces = bracesAt(text, from);
    if (braces !== undefined) found.push(braces);
    from = text.indexOf("{{", braces?.to ?? from + 1);
  }
  return found;
}

/** Up to the first end at which an expression is whole: braces may stand in it too. */
function bracesAt(text: string, from: number): Braces | undefined {
  const next = text.indexOf("{{", from + 2);
  for (let end = text.indexOf("}}", from); end !== -1; end = text.indexOf("}}", end + 1)) {
    const source = text.slice(from + 2, end).trim();
    if (source !== "" && isInner(source)) return { from, to: end + 2, source };
    // What begins behind it is another place, unless it stands in a text of this one.
    if (next !== -1 && next < end) return undefined;
  }
  return undefined;
}

export function typedTemplate(text: string): Template {
  const parts: Part[] = [];
  let end = 0;
  for (const { from, to, source } of bracesIn(text)) {
    parts.push({ kind: "plain", text: text.slice(end, from) }, { kind: "inner", source });
    end = to;
  }
  return joined([...parts, { kind: "plain", text: text.slice(end) }]);
}

export function typedOf(template: Template): string {
  return template
    .map((part) => (part.kind === "plain" ? part.text : `{{ ${part.source} }}`))
    .join("");
}

export function hasValues(template: Template): boolean {
  return template.some(({ kind }) => kind === "inner");
}
