/**
 * Everything that a person reads, by key, from the files of the language that is spoken.
 *
 * Never: a visible word anywhere else; ESLint refuses it.
 */
import type { words as english } from "./en";

export type Words = typeof english;
/** A sentence, or one for each form of a count that the language has. */
export type Leaf = string | ({ readonly other: string } & Partial<Record<Form, string>>);
type Form = Intl.LDMLPluralRule;
type Keys<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

export type Word = Keys<Words>;
type Values = Readonly<Record<string, string | number>>;

type Speech = {
  readonly words: Words;
  /** The person's own variant of the language: 31/12 or 12/31. */
  readonly locale: string;
  readonly plural: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
  /** Names that people gave are read in their own direction, whatever stands around them. */
  readonly isolate: (text: string) => string;
};

let speech: Speech | undefined;

const isolated = (text: string) => `\u2068${text}\u2069`;

/** Once, before anything is shown. */
export function speak(language: string, words: Words, direction: "ltr" | "rtl" = "ltr"): void {
  const variant = navigator.languages.find(
    (one) => one === language || one.startsWith(`${language}-`),
  );
  const locale = variant ?? language;
  speech = {
    words,
    locale,
    plural: new Intl.PluralRules(locale),
    number: new Intl.NumberFormat(locale),
    isolate: direction === "rtl" ? isolated : String,
  };
}

function spoken(): Speech {
  if (speech === undefined) throw new Error("No language is spoken yet; call speak() first.");
  return speech;
}

/** Numbers, moments and money are written as in this locale. */
export function locale(): string {
  return spoken().locale;
}

/** A word or sentence; `{name}` stands for a value, `count` chooses the form. */
export function say(word: Word, values: Values = {}): string {
  const leaf = find(word);
  const text = typeof leaf === "string" ? leaf : formOf(leaf, values["count"]);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? spoken().number.format(value) : spoken().isolate(value);
  });
}

/** A word that exists only for some keys, such as the name of a role; else the key itself. */
export function sayOr(group: keyof Words, key: string): string {
  const words: Readonly<Record<string, unknown>> = spoken().words[group];
  const word = Object.hasOwn(words, key) ? words[key] : undefined;
  return typeof word === "string" ? word : key;
}

/** The names for which a group has words. */
export function namesOf(group: keyof Words): string[] {
  return Object.keys(spoken().words[group]);
}

function formOf(leaf: Exclude<Leaf, string>, count: string | number | undefined): string {
  return leaf[spoken().plural.select(Number(count))] ?? leaf.other;
}

function find(word: Word): Leaf {
  let at: unknown = spoken().words;
  for (const key of word.split(".")) at = (at as Record<string, unknown>)[key];
  return at as Leaf;
}
