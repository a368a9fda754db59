/**
 * Values of which the API only says what they are: `<text of 12>`, `<number>`.
 *
 * Never: asked where values are shown plainly; there such a text is what somebody wrote.
 */
export type Mask =
  | { readonly kind: "number" | "boolean" }
  | { readonly kind: "text" | "rest"; readonly count: number };

const TEXT = /^<text of (\d+)>$/;
const REST = /^<(\d+) more>$/;

export function maskOf(text: string): Mask | undefined {
  if (text === "<number>") return { kind: "number" };
  if (text === "<boolean>") return { kind: "boolean" };
  const length = TEXT.exec(text)?.[1];
  if (length !== undefined) return { kind: "text", count: Number(length) };
  const rest = REST.exec(text)?.[1];
  return rest === undefined ? undefined : { kind: "rest", count: Number(rest) };
}
