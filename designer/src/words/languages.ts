/**
 * The languages that Baton speaks, and which one this person reads.
 *
 * Never: a word; each language loads its own, and only the one that is read.
 */
import type { Leaf, Words } from "./index";

export type Language = "en" | "ar";

type Spoken = {
  /** Its name in itself, for who can't read the language that is shown. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  readonly load: () => Promise<Words>;
};

type Same<T> = { readonly [K in keyof T]: T[K] extends Leaf ? Leaf : Same<T[K]> };
/** Every language has every word; how many forms of a count it has is its own affair. */
const complete = (words: Same<Words>): Words => words as unknown as Words;

export const LANGUAGES: Readonly<Record<Language, Spoken>> = {
  en: {
    name: "English",
    direction: "ltr",
    load: async () => (await import("./en")).words,
  },
  ar: {
    name: "العربية",
    direction: "rtl",
    load: async () => complete((await import("./ar")).words),
  },
};

const KEPT = "baton-language";

/** What was chosen on this device, else the first one that the browser asks for, else English. */
export function chosenLanguage(): Language {
  const wanted = [keptHere() ?? "", ...navigator.languages];
  return wanted.map((one) => one.split("-")[0] ?? "").find(isLanguage) ?? "en";
}

/** The whole page says it anew: words stand in titles, formats and the direction too. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // A browser that keeps nothing goes by what it asks for.
  }
  location.reload();
}

function keptHere(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}
