/**
 * Everything that a person reads, by key, from the language file.
 *
 * Never: a visible word anywhere else; ESLint refuses it.
 */
import en from "./en.json";

type Leaf = string | { readonly one: string; readonly other: string };
type Keys<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

export type Word = Keys<typeof en>;
type Values = Readonly<Record<string, string | number>>;

const LANGUAGE = "en";

/** The person's own variant of the language that is shown: 31/12 or 12/31. */
export const locale =
  navigator.languages.find((one) => one === LANGUAGE || one.startsWith(`${LANGUAGE}-`)) ?? LANGUAGE;

const plural = new Intl.PluralRules(locale);
const number = new Intl.NumberFormat(locale);

/** A word or sentence; `{name}` stands for a value, `count` chooses between one and several. */
export function say(word: Word, values: Values = {}): string {
  const leaf = find(word);
  const text = typeof leaf === "string" ? leaf : leaf[form(values["count"])];
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number.format(value) : value;
  });
}

/** A word that exists only for some keys, such as the name of a role; else the key itself. */
export function sayOr(group: keyof typeof en, key: string): string {
  const words: Readonly<Record<string, unknown>> = en[group];
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  return typeof word === "string" ? word : key;
}

function form(count: string | number | undefined): "one" | "other" {
  return plural.select(Number(count)) === "one" ? "one" : "other";
}

function find(word: Word): Leaf {
  let at: unknown = en;
  for (const key of word.split(".")) at = (at as Record<string, unknown>)[key];
  return at as Leaf;
}
