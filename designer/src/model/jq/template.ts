/**
 * A text with values in it: as people see it, text and chips, and as the document has it, an
 * expression that puts the values into a text.
 *
 * Never: a text that is taken for an expression because of what somebody typed into it.
 */
import { codeOf, isEnclosed, valueOf } from "./enclosing";
import { type Part, quoted, tokensOf } from "./lexer";
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
  const isOfPaths = parts.every(
    (part) => part.kind === "plain" || readPath(part.source) !== undefined,
  );
  // A value alone in a text is made a text; shown as that value it would lose that.
  const isOne = parts.length === 1 && parts[0]?.kind === "inner";
  return isOfPaths && !isOne ? parts : undefined;
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
    // What was broken by hand is text, so that no half of a path is written.
    const isPath = readPath(source) !== undefined;
    parts.push(isPath ? { kind: "inner", source } : { kind: "plain", text: source });
    end = match.index + match[0].length;
  }
  return joined([...parts, { kind: "plain", text: withoutMarks(held.slice(end)) }]);
}

function withoutMarks(text: string): string {
  return text.replaceAll(OPEN, "").replaceAll(CLOSE, "");
}
