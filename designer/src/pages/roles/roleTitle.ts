/**
 * What a role is called.
 *
 * Never: a name of the wire where there is a word.
 */
import { sayOr } from "../../words";

type Named = { readonly name: string; readonly title: string; readonly builtIn: boolean };

/** Built-in ones have a word in each language; a tenant's own is called as the tenant says. */
export function titleOf({ name, title, builtIn }: Named): string {
  return builtIn ? sayOr("roles", name) : title;
}

/** One of which only the name is known, or known as yet. */
export function unknownRole(name: string): Named {
  return { name, title: name, builtIn: true };
}
