/**
 * What the check proposes itself, read out of its remedies: it knows the language, and which
 * functions there are.
 *
 * Never: a guess; where a remedy is worded otherwise, there is one fix less.
 */
import { isObject, type Json } from "../json";
import { readText } from "../yaml/read";

/** Did you mean …? */
export function meantIn(remedy: string): string | undefined {
  return /^Did you mean [`$]?([^`?\s]+)`?(?: for `[^`]+`)?\?$/.exec(remedy)?.[1];
}

/** What can stand there, as it is listed. */
export function listedIn(remedy: string): readonly string[] {
  const found = /(?:[Ww]rite one of:|^It takes) ([^.]+(?:\.[^ .][^.]*)*)\.$/.exec(remedy)?.[1];
  return found === undefined || found === "nothing" ? [] : found.split(", ");
}

/** A single word or number that shall be written. */
export function wordIn(remedy: string): string | undefined {
  return /(?:^|[.] )Write (?:[a-z]+: )?'?([A-Za-z0-9][\w.:@-]*?)'?\.$/.exec(remedy)?.[1];
}

/** A whole expression that shall be written. */
export function expressionIn(remedy: string): string | undefined {
  return /(?:^|[.] )Write (\$\{ ".*" \})(?:\.$|, or leave it)/s.exec(remedy)?.[1];
}

/** The example of an attribute: its name and a value. */
export function exampleIn(remedy: string): readonly [string, Json] | undefined {
  const text = /^Add it, for example `(.+)`\.$/s.exec(remedy)?.[1];
  const reading = text === undefined ? undefined : readText(text);
  const json = reading?.ok === true ? reading.source.json : null;
  return isObject(json) ? Object.entries(json)[0] : undefined;
}

/** The name in quotes that a sentence is about; nothing where it is cut short. */
export function quotedIn(message: string): string | undefined {
  const found = /'([^']+)'/.exec(message)?.[1];
  return found?.endsWith("…") === true ? undefined : found;
}

/** The word that was probably meant: a few letters other than the one that stands there. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: readonly [string, number] | undefined;
  for (const one of known) {
    const far = distance(word.toLowerCase(), one.toLowerCase());
    const longest = Math.max(word.length, one.length);
    const most = longest < 3 ? 0 : Math.max(1, Math.floor(longest * 0.4));
    if (far <= most && (best === undefined || far < best[1])) best = [one, far];
  }
  return best?.[0];
}

/** How many letters are to be changed, put in or taken out. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one.charAt(i - 1) === other.charAt(j - 1) ? 0 : 1;
      const [above = 0, beside = 0, corner = 0] = [row[j], next[j - 1], row[j - 1]];
      next.push(Math.min(above + 1, beside + 1, corner + same));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
