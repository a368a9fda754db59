/**
 * Whether white words on a colour can be read, as WCAG 2.2 measures it (AA: 4.5 to 1).
 *
 * Never: the last word; the API measures it too.
 */
const LEAST = 4.5;
const HEX = /^#[0-9a-f]{6}$/i;

export function isReadable(colour: string): boolean {
  return HEX.test(colour) && contrastWithWhite(colour) >= LEAST;
}

function contrastWithWhite(colour: string): number {
  const part = (at: number) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 1.05 / (0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05);
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
