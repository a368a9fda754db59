/**
 * Where a text stops being JSON. Browsers say it in different ways, or not at all.
 *
 * Never: the judge of whether it is JSON; that is `JSON.parse`.
 */

export type Place = { readonly line: number; readonly column: number };

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end" | "nothing";

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The place of the first character that can't stand where it does. */
export function placeOfFault(text: string): Place | undefined {
  const position = new Scanner(text).fault();
  if (position === undefined) return undefined;
  const before = text.slice(0, position).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Steps token by token; a stack of its own, since brackets may be nested without end. */
class Scanner {
  private readonly text: string;
  private readonly open: ("[" | "{")[] = [];
  private at = 0;
  private expected: Expected = "value";

  constructor(text: string) {
    this.text = text;
  }

  fault(): number | undefined {
    for (;;) {
      this.at = this.match(SPACE) ?? this.at;
      if (this.at >= this.text.length) return this.expected === "nothing" ? undefined : this.at;
      if (!this.step(this.text.charAt(this.at))) return this.at;
    }
  }

  private step(character: string): boolean {
    switch (this.expected) {
      case "value or ]":
        return character === "]" ? this.close("[") : this.value(character);
      case "value":
        return this.value(character);
      case "key or }":
        return character === "}" ? this.close("{") : this.key(character);
      case "key":
        return this.key(character);
      case ":":
        return character === ":" && this.take("value");
      case ", or end":
        return this.next(character);
      case "nothing":
        return false;
    }
  }

  private value(character: string): boolean {
    if (character === "[" || character === "{") {
      this.open.push(character);
      return this.take(character === "[" ? "value or ]" : "key or }");
    }
    if (character === '"') return this.string() && this.ended();
    const end = this.match(SCALAR);
    if (end === undefined) return false;
    this.at = end;
    return this.ended();
  }

  private key(character: string): boolean {
    if (character !== '"' || !this.string()) return false;
    this.expected = ":";
    return true;
  }

  private next(character: string): boolean {
    const inside = this.open.at(-1);
    if (character === ",") return this.take(inside === "[" ? "value" : "key");
    if (character === "]") return this.close("[");
    return character === "}" && this.close("{");
  }

  private close(opened: "[" | "{"): boolean {
    if (this.open.at(-1) !== opened) return false;
    this.open.pop();
    this.at += 1;
    return this.ended();
  }

  /** Goes behind the string; in a broken one it stops at what breaks it. */
  private string(): boolean {
    this.at += 1;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        this.at += 1;
        return true;
      }
      const end = character === "\\" ? this.match(ESCAPE) : this.at + 1;
      if (end === undefined || character < " ") return false;
      this.at = end;
    }
    return false;
  }

  private take(expected: Expected): true {
    this.at += 1;
    this.expected = expected;
    return true;
  }

  private ended(): true {
    this.expected = this.open.length === 0 ? "nothing" : ", or end";
    return true;
  }

  private match(pattern: RegExp): number | undefined {
    pattern.lastIndex = this.at;
    return pattern.test(this.text) ? pattern.lastIndex : undefined;
  }
}
