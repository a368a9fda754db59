/**
 * How long a text may be so that a regular expression from a schema answers at once.
 *
 * Never: a pattern run to find out. Where it can't be told, the answer is that none is short
 * enough; the server checks anyway.
 */

/** So many steps of a backtracking matcher nobody notices. */
const MOST_STEPS = 2e6;
const LONGEST_PATTERN = 300;
/** A repetition up to this counts as so many choices; beyond it as one without end. */
const FEW = 8;

/** What a part can do at worst: a number of choices at each start, and repetitions without end. */
type Cost = { readonly choices: number; readonly endless: number };

const FIXED: Cost = { choices: 1, endless: 0 };

/** The longest text that the pattern may meet; below zero when it must not be used at all. */
export function longestFor(pattern: string): number {
  if (pattern.length > LONGEST_PATTERN || !compiles(pattern)) return -1;
  const cost = new Scan(pattern).cost();
  if (cost === undefined) return -1;
  const starts = pattern.startsWith("^") ? 0 : 1;
  const power = cost.endless + starts;
  const left = MOST_STEPS / cost.choices;
  if (left < 1) return -1;
  return power === 0 ? Infinity : Math.floor(left ** (1 / power));
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

/** Reads a pattern that is known to be one, and adds up what it may cost. */
class Scan {
  private readonly pattern: string;
  private at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  cost(): Cost | undefined {
    const found = this.alternatives();
    return this.at === this.pattern.length ? found : undefined;
  }

  private alternatives(): Cost | undefined {
    let [choices, endless] = [0, 0];
    for (;;) {
      const branch = this.sequence();
      if (branch === undefined) return undefined;
      choices += branch.choices;
      endless = Math.max(endless, branch.endless);
      if (this.pattern.charAt(this.at) !== "|") return { choices, endless };
      this.at += 1;
    }
  }

  private sequence(): Cost | undefined {
    let [choices, endless] = [1, 0];
    while (this.at < this.pattern.length && !"|)".includes(this.pattern.charAt(this.at))) {
      const atom = this.atom();
      const repeated = atom && this.repeated(atom);
      if (repeated === undefined) return undefined;
      choices *= repeated.choices;
      endless += repeated.endless;
    }
    return { choices, endless };
  }

  private atom(): Cost | undefined {
    const character = this.pattern.charAt(this.at);
    if (character === "(") return this.group();
    if (character === "[") return this.take(/\[(?:\\.|[^\]\\])*\]/suy);
    // What was matched before is looked for again: nothing bounds that.
    if (character === "\\" && /[1-9k]/.test(this.pattern.charAt(this.at + 1))) return undefined;
    return this.take(/\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\c[a-zA-Z]|\\.|./suy);
  }

  private group(): Cost | undefined {
    const opening = /\((?:\?(?::|=|!|<[^=!][^>]*>))?/y;
    if (this.pattern.startsWith("(?<=", this.at) || this.pattern.startsWith("(?<!", this.at))
      return undefined;
    if (this.take(opening) === undefined) return undefined;
    const inside = this.alternatives();
    if (this.pattern.charAt(this.at) !== ")") return undefined;
    this.at += 1;
    return inside;
  }

  private repeated(atom: Cost): Cost | undefined {
    const times = /(?:[*+?]|\{(\d+)(,)?(\d*)\})\??/y;
    times.lastIndex = this.at;
    const found = times.exec(this.pattern);
    if (found === null) return atom;
    this.at = times.lastIndex;
    const [least, most] = boundsOf(found);
    const varies = atom.choices > 1 || atom.endless > 0;
    if (most <= FEW) {
      const choices = atom.choices ** most * (most - least + 1);
      return { choices, endless: atom.endless * most };
    }
    if (varies) return undefined;
    return least === most ? FIXED : { choices: 1, endless: 1 };
  }

  private take(what: RegExp): Cost | undefined {
    what.lastIndex = this.at;
    if (!what.test(this.pattern)) return undefined;
    this.at = what.lastIndex;
    return FIXED;
  }
}

function boundsOf(found: RegExpExecArray): readonly [number, number] {
  const sign = found[0].charAt(0);
  if (sign === "?") return [0, 1];
  if (sign !== "{") return [sign === "*" ? 0 : 1, Infinity];
  const least = Number(found[1]);
  if (found[2] === undefined) return [least, least];
  return [least, found[3] === "" ? Infinity : Number(found[3])];
}
