/**
 * What the page says, in the language of the browser that looks at it.
 *
 * Never: a sentence here; the page and its journeys read the same files.
 */
import { readdirSync, readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

const FOLDER = new URL("../src/words/", import.meta.url);

function read(language: string): Record<string, unknown> {
  const folder = new URL(`${language}/`, FOLDER);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const parts = files.map(
    (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as object,
  );
  return Object.assign({}, ...parts) as Record<string, unknown>;
}

const WORDS = { en: read("en"), ar: read("ar") };

export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

export async function speaker(page: Page): Promise<Say> {
  // The language is known once the page has drawn something; until then it is the file's.
  await page.locator("#root > *").first().waitFor({ state: "attached" });
  const spoken = await page.evaluate(() => document.documentElement.lang);
  const words = spoken === "ar" ? WORDS.ar : WORDS.en;
  return (key, values = {}) => {
    let at: unknown = words;
    for (const step of key.split(".")) at = (at as Record<string, unknown>)[step];
    if (typeof at !== "string") throw new Error(`There is no word ${key}.`);
    // As the page does it: a name from the left stays one in words from the right.
    const shown = (value: string) => (spoken === "ar" ? `\u2068${value}\u2069` : value);
    return at.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return value === undefined ? "" : shown(value);
    });
  };
}
