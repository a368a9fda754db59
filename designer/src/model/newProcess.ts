/**
 * The text that a new process begins with, under its own name.
 *
 * Never: anything else changed in a text that somebody brings along, nor a comment lost.
 */
import { draftOf, filledIn } from "./draft";

/** As the language allows names. */
export const NAME = /^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
export const LONGEST_NAME = 63;

export type Named = { readonly namespace: string; readonly name: string; readonly title: string };

export const EMPTY = `document:
  dsl: '1.0.3'
  namespace: namespace
  name: name
  version: '1.0.0'
do: []
`;

/** With this name and title; a text that can't be read stays as it is. */
export function namedText(text: string, { namespace, name, title }: Named): string {
  let draft = draftOf(text);
  const said = { namespace, name, version: "1.0.0", title };
  for (const [key, value] of Object.entries(said))
    draft = filledIn(draft, `/document/${key}`, value)?.draft ?? draft;
  return draft.text;
}

/** A name out of a title: "Order – new!" gives `order-new`. Nothing where no letter of it fits. */
export function nameFrom(title: string): string {
  return title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, "");
}
