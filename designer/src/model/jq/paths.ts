/**
 * Paths to values, as `.order.lines[0].price` or `$context.total`: written, read and said.
 *
 * Never: anything else of jq; what is no plain path isn't one here.
 */
import { type Token, tokensOf, quoted } from "./lexer";

export type Path = {
  /** A dot for the value at hand, or a variable with its `$`. */
  readonly root: string;
  readonly steps: readonly (string | number)[];
};

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function writePath({ root, steps }: Path): string {
  const written = steps.map((step, place) => {
    // Behind a dot that stands for the value itself there is no second one.
    const dot = place === 0 && root === "." ? "." : "";
    if (typeof step === "number") return `${dot}[${step}]`;
    return PLAIN.test(step) ? `.${step}` : `.${quoted(step)}`;
  });
  return written.length === 0 || root !== "." ? root + written.join("") : written.join("");
}

export function readPath(source: string): Path | undefined {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const read = pathAt(tokens, 0);
  return read?.end === tokens.length ? read.path : undefined;
}

/** The longest path that begins with this token. */
export function pathAt(
  tokens: readonly Token[],
  start: number,
): { readonly path: Path; readonly end: number } | undefined {
  const first = tokens[start];
  if (first === undefined) return undefined;
  const steps: (string | number)[] = [];
  let at = start;
  let root = ".";
  if (first.kind === "variable") {
    root = first.text;
    at += 1;
  } else if (first.text === "." && textStep(tokens[at + 1]) === undefined) at += 1;
  else if (first.kind !== "field" && first.text !== ".") return undefined;
  for (;;) {
    const step = stepAt(tokens, at);
    if (step === undefined) return { path: { root, steps }, end: at };
    steps.push(step.step);
    at = step.end;
  }
}

function stepAt(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  if (token?.kind === "field") return { step: token.text.slice(1), end: at + 1 };
  const isDot = token?.text === "." && token.kind === "symbol";
  const named = isDot ? textStep(tokens[at + 1]) : undefined;
  if (named !== undefined) return { step: named, end: at + 2 };
  const open = isDot ? at + 1 : at;
  return tokens[open]?.text === "[" ? bracketAt(tokens, open) : undefined;
}

function bracketAt(tokens: readonly Token[], open: number) {
  const isNegative = tokens[open + 1]?.text === "-";
  const inside = tokens[isNegative ? open + 2 : open + 1];
  const end = isNegative ? open + 4 : open + 3;
  if (inside === undefined || tokens[end - 1]?.text !== "]") return undefined;
  const named = isNegative ? undefined : textStep(inside);
  if (named !== undefined) return { step: named, end };
  if (inside.kind !== "number" || !/^\d{1,9}$/.test(inside.text)) return undefined;
  return { step: Number(inside.text) * (isNegative ? -1 : 1), end };
}

/** What a text says that has no expression in it. */
export function textStep(token: Token | undefined): string | undefined {
  if (token?.kind !== "text") return undefined;
  const parts = token.parts ?? [];
  return parts.every((part) => part.kind === "plain")
    ? parts.map((part) => part.text).join("")
    : undefined;
}

/** Variables that hold what the person thinks of as the value itself. */
const UNSAID = new Set([".", "$context", "$input", "$output"]);

/** In words that a person reads: `.customer.firstName` is "customer first name". */
export function wordsOfPath({ root, steps }: Path): string {
  const [first, ...others] = steps;
  const shown = root === "$workflow" && first === "input" ? others : steps;
  const isSaid = !UNSAID.has(root) && shown === steps;
  const names = [...(isSaid ? [root.slice(1)] : []), ...shown];
  return names
    .map((name) => (typeof name === "number" ? `#${name < 0 ? name : name + 1}` : spelled(name)))
    .join(" ");
}

function spelled(name: string): string {
  const apart = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").replaceAll(/[_\-\s]+/g, " ");
  return apart.split(" ").map(lowered).join(" ").trim();
}

/** A word of capitals is an abbreviation and stays one. */
function lowered(word: string): string {
  return word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase();
}
