/**
 * Files as pages speak of them: what is known of one, and what kind it is in a word.
 *
 * Never: a guess by a name; the kind is the one that the API has found by the bytes.
 */

/** A file that the API keeps. */
export type KeptFile = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  /** It was named, and is not there: removed, or not for this person. */
  readonly isGone?: boolean;
};

/** Carries a file to the API, and tells how far it has come, from 0 to 1. */
export type Upload = (
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<KeptFile>;

export type FileKind =
  | "pdf"
  | "picture"
  | "document"
  | "table"
  | "slides"
  | "text"
  | "archive"
  | "mail"
  | "sound"
  | "film"
  | "unknown";

const BY_PART: readonly (readonly [RegExp, FileKind])[] = [
  [/^application\/pdf$/, "pdf"],
  [/^image\//, "picture"],
  [/spreadsheet|ms-excel|^text\/(csv|tab-separated-values)$/, "table"],
  [/presentation|ms-powerpoint/, "slides"],
  [/wordprocessing|msword|ms-word|opendocument\.text|\/rtf$/, "document"],
  [/^message\/|ms-outlook/, "mail"],
  [/^audio\//, "sound"],
  [/^video\//, "film"],
  [/zip|x-tar|x-7z|x-xz|x-bzip2|vnd\.rar/, "archive"],
  [/^text\/|\/(json|xml|yaml)$/, "text"],
];

/** Also of a pattern such as `image/*`, as a field of a form takes it. */
export function kindOf(mediaType: string): FileKind {
  return BY_PART.find(([part]) => part.test(mediaType))?.[1] ?? "unknown";
}

const MOST_LETTERS = 40;

/** What a file is brought for, by the key of its field; as the API takes it. */
export function purposeOf(key: string): string {
  const plain = key
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1-$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, MOST_LETTERS)
    .replace(/-+$/, "");
  return plain === "" ? "form" : plain;
}
