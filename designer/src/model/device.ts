/**
 * What a browser calls itself, as a person would.
 *
 * Never: more than a hint; a browser may say anything.
 */
type Device = { readonly browser: string | undefined; readonly system: string | undefined };

/** The first that fits: each of them also says the names of those below it. */
const BROWSERS = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/Safari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^(python-)?httpx?\//i, "Python"],
] as const;
const SYSTEMS = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

export function deviceOf(said: string): Device {
  return { browser: firstOf(BROWSERS, said), system: firstOf(SYSTEMS, said) };
}

function firstOf(known: readonly (readonly [RegExp, string])[], said: string): string | undefined {
  return known.find(([sign]) => sign.test(said))?.[1];
}
