/**
 * Expressions as they stand in a document: in `${ }`, or bare where a place takes nothing else.
 *
 * Never: an expression evaluated; that is the server's.
 */
import type { Json } from "./json";

/** Without its `${ }`; nothing where the value is none. */
export function codeIn(value: Json | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text.startsWith("${") && text.endsWith("}") ? text.slice(2, -1).trim() : undefined;
}

export function isCode(value: Json | undefined): boolean {
  return codeIn(value) !== undefined;
}

/** Where a place takes an expression in either way of writing. */
export function bareCode(value: Json | undefined): string {
  return codeIn(value) ?? (typeof value === "string" ? value : "");
}

export function asCode(code: string): string {
  return `\${ ${code} }`;
}

/** In the way that it was written before; nothing where nothing is left. */
export function asBefore(before: Json | undefined, typed: string): string | undefined {
  const code = (codeIn(typed) ?? typed).trim();
  if (code === "") return undefined;
  return before === undefined || before === "" || !isCode(before) ? code : asCode(code);
}

/** In `${ }`, however it was typed; nothing where nothing is left. */
export function inBraces(typed: string): string | undefined {
  const code = (codeIn(typed) ?? typed).trim();
  return code === "" ? undefined : asCode(code);
}

/** The expression that gives this very value. */
export function codeFor(value: Json | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "bigint") return value.toString();
  return JSON.stringify(value, (_, inner: Json) =>
    typeof inner === "bigint" ? Number(inner) : inner,
  );
}

/** The value of an expression that is nothing but one. */
export function valueIn(code: string): Json | undefined {
  try {
    return JSON.parse(code) as Json;
  } catch {
    return undefined;
  }
}
