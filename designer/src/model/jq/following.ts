/**
 * What the dot is at a place in an expression, so that names can be offered there: behind `.lines |`
 * it is the lines, and in `map( )` one of them.
 *
 * Never: sure. Where it can't follow, the dot may be anything.
 */
import type { Json } from "../json";
import { type Path, readPath, writePath } from "./paths";
import { inside, type Scope, schemaAt } from "./scope";

/** Programs in these see each item of what they are given. */
const OF_ITEMS =
  /(?:^|[^\w$.@])(?:map|any|all|sort_by|group_by|min_by|max_by|unique_by|map_values)$/;
const KEEPING = /^\s*(?:select|sort_by|unique_by|unique|sort|reverse|debug)\b/;
const BOUND = /^(?<source>[\s\S]*?)\s+as\s+(?<name>\$[A-Za-z_]\w*)\s*$/;

export type Followed = {
  readonly scope: Scope;
  /** Inside of the letters of a text, where there is nothing to name. */
  readonly isText: boolean;
};

type Level = {
  readonly opener: string;
  /** What the dot is when the bracket opens, and now. */
  readonly first: Json;
  dot: Json;
  /** Where the part began that the next `|` takes. */
  from: number;
};

/** The scope at the end of this beginning of an expression. */
export function followed(before: string, scope: Scope): Followed {
  return new Following(before, scope).go();
}

class Following {
  private readonly text: string;
  private scope: Scope;
  private readonly levels: Level[];

  constructor(text: string, scope: Scope) {
    this.text = text;
    this.scope = scope;
    const dot = schemaAt(scope, { root: ".", steps: [] });
    this.levels = [{ opener: "", first: dot, dot, from: 0 }];
  }

  go(): Followed {
    let isText = false;
    for (let at = 0; at < this.text.length; at += 1) {
      const letter = this.text.charAt(at);
      if (isText) {
        if (letter === '"') isText = false;
        else if (letter === "\\" && this.text.charAt(at + 1) === "(") {
          this.open('"', at + 1);
          isText = false;
          at += 1;
        } else if (letter === "\\") at += 1;
      } else if (letter === '"') isText = true;
      else if (letter === "#") at = this.endOfLine(at);
      else isText = this.step(letter, at);
    }
    const { dot } = this.top();
    const others = this.scope.filter(({ name }) => name !== ".");
    return { scope: [{ name: ".", schema: dot }, ...others], isText };
  }

  /** Whether a text goes on behind what has been closed. */
  private step(letter: string, at: number): boolean {
    if ("([{".includes(letter)) this.open(letter, at);
    else if (")]}".includes(letter)) return this.close() === '"';
    else if (letter === "|" && !"|=".includes(this.text.charAt(at + 1))) this.pipe(at);
    else if (letter === ";" || (letter === "," && this.top().opener === "{")) {
      const top = this.top();
      top.dot = top.first;
      top.from = at + 1;
    } else if (letter === ":") this.top().from = at + 1;
    return false;
  }

  private open(opener: string, at: number): void {
    const { dot } = this.top();
    const ofItems = opener === "(" && OF_ITEMS.test(this.text.slice(0, at));
    const first = ofItems ? inside(dot, 0) : dot;
    this.levels.push({ opener, first, dot: first, from: at + 1 });
  }

  private close(): string {
    return this.levels.length > 1 ? (this.levels.pop()?.opener ?? "") : "";
  }

  private pipe(at: number): void {
    const top = this.top();
    const part = this.text.slice(top.from, at);
    const bound = BOUND.exec(part)?.groups;
    if (bound === undefined) top.dot = KEEPING.test(part) ? top.dot : this.madeOf(part, top.dot);
    else {
      const schema = this.madeOf(bound["source"] ?? "", top.dot);
      const name = bound["name"] ?? "";
      this.scope = [...this.scope.filter((one) => one.name !== name), { name, schema }];
    }
    top.from = at + 1;
  }

  private madeOf(part: string, dot: Json): Json {
    return schemaOfPath(part, [
      { name: ".", schema: dot },
      ...this.scope.filter((one) => one.name !== "."),
    ]);
  }

  private top(): Level {
    const last = this.levels.at(-1);
    if (last === undefined) throw new Error("The first level is never closed.");
    return last;
  }

  private endOfLine(at: number): number {
    const end = this.text.indexOf("\n", at);
    return end === -1 ? this.text.length : end;
  }
}

/** Of a path that may also say "each" by `[]`; anything for whatever else it is. */
export function schemaOfPath(source: string, scope: Scope): Json {
  const path = pathOfEach(source);
  return path === undefined ? true : schemaAt(scope, path);
}

/** With `[]` as the first item, which each of a list is like. */
function pathOfEach(source: string): Path | undefined {
  const plain = source
    .trim()
    .replaceAll(/\[\s*\]/g, "[0]")
    .replaceAll("?", "");
  return readPath(plain === "" ? "nothing" : plain);
}

/** What is being named at the end: the value whose fields are offered, and what is typed of one. */
export type Naming = {
  readonly kind: "field" | "variable" | "word";
  readonly typed: string;
  /** How many letters stand there already, with the dot or `$`. */
  readonly length: number;
  readonly schema: Json;
};

const TAIL =
  /(?<base>(?:\$[A-Za-z_]\w*)?(?:\.?\[[^\][]*\]|\."[^"]*"|\.[A-Za-z_]\w*|\?)*)\.(?<typed>[A-Za-z_]\w*)?$/;

/** Nothing where nothing can be named. */
export function namingAt(before: string, scope: Scope): Naming | undefined {
  const { scope: here, isText } = followed(before, scope);
  if (isText) return undefined;
  const tail = TAIL.exec(before);
  if (tail !== null) {
    const typed = tail.groups?.["typed"] ?? "";
    const base = tail.groups?.["base"] ?? "";
    // Digits before the dot make it a number; a bracket or call before it is no path that we know.
    const beforeIt = before.charAt(before.length - tail[0].length - 1);
    if (/\d/.test(beforeIt)) return undefined;
    const isKnown = !/[\w)\]}"]/.test(beforeIt);
    const schema = isKnown ? schemaOfPath(base === "" ? "." : base, here) : true;
    return { kind: "field", typed, length: typed.length + 1, schema };
  }
  const variable = /\$(?<typed>\w*)$/.exec(before);
  if (variable !== null)
    return {
      kind: "variable",
      typed: variable.groups?.["typed"] ?? "",
      length: variable[0].length,
      schema: true,
    };
  const word = /@?[A-Za-z_]\w*$/.exec(before);
  const typed = word?.[0] ?? "";
  return { kind: "word", typed, length: typed.length, schema: true };
}

/** How the field is written behind the value it belongs to. */
export function writeField(name: string): string {
  return writePath({ root: ".", steps: [name] });
}
