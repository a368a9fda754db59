/**
 * Whom a process asks or tells: people, roles, groups, departments, heads and managers.
 *
 * Never: an entry that is written otherwise changed; whoever doesn't touch it leaves it as it is.
 */
import { isCode } from "./code";
import { isObject, type Json } from "./json";

/** In the order in which they are offered. */
export const WHOM_KINDS = [
  "person",
  "manager",
  "head",
  "department",
  "group",
  "role",
  "code",
] as const;
export type WhomKind = (typeof WHOM_KINDS)[number];

export type Whom = {
  readonly kind: WhomKind | "other";
  /** What names them: an address, a name, a number of steps up, an expression. */
  readonly value: Json | undefined;
};

export const REQUESTER = "requester";

export function whomOf(entry: Json): Whom {
  if (typeof entry === "string")
    return isCode(entry) ? { kind: "code", value: entry } : { kind: "person", value: entry };
  const keys = isObject(entry) ? Object.keys(entry) : [];
  const [key = ""] = keys;
  const kind = WHOM_KINDS.find((one) => one === key && one !== "code");
  if (kind === undefined || keys.length !== 1 || !isObject(entry))
    return { kind: "other", value: entry };
  return { kind, value: entry[key] };
}

/** As it is written; a person stays in the way of before. */
export function whomEntry({ kind, value }: Whom, before: Json | undefined): Json {
  const given = value ?? "";
  if (kind === "code" || kind === "other") return given;
  if (kind === "person")
    return before !== undefined && isObject(before) ? { person: given } : given;
  return { [kind]: given };
}

/** What a kind begins with. */
export function firstWhom(kind: WhomKind): Json {
  switch (kind) {
    case "manager":
      return { manager: 1 };
    case "head":
      return { head: REQUESTER };
    case "person":
    case "code":
      return "";
    case "department":
    case "group":
    case "role":
      return { [kind]: "" };
  }
}
