/**
 * People as they are shown.
 *
 * Never: a guess at which part of a name is which; the first letters of the first and last word.
 */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => firstOf(word ?? "").toLocaleUpperCase()).join("");
}

function firstOf(word: string): string {
  return /^\P{M}\p{M}*/u.exec(word)?.[0] ?? "";
}
