/**
 * Permissions as people choose them: by resource, as wildcards, for processes.
 *
 * Never: a pattern that the API wouldn't take.
 */
export const EVERYTHING = "*";

export type Group<P> = { readonly resource: string; readonly permissions: readonly P[] };

/** By resource, in the order of the list. */
export function groupsOf<P extends { readonly name: string }>(
  permissions: readonly P[],
): readonly Group<P>[] {
  const groups = new Map<string, P[]>();
  for (const permission of permissions) {
    const resource = resourceOf(permission.name);
    groups.set(resource, [...(groups.get(resource) ?? []), permission]);
  }
  return [...groups].map(([resource, found]) => ({ resource, permissions: found }));
}

function resourceOf(permission: string): string {
  return permission.slice(0, permission.indexOf(":"));
}

export function wholeOf(resource: string): string {
  return `${resource}:*`;
}

/** Whether these patterns give all of a resource, also what is added to it one day. */
export function givesWhole(patterns: Iterable<string>, resource: string): boolean {
  const all = new Set(patterns);
  return all.has(EVERYTHING) || all.has(wholeOf(resource));
}

export function gives(patterns: Iterable<string>, permission: string): boolean {
  const all = new Set(patterns);
  return all.has(permission) || givesWhole(all, resourceOf(permission));
}

/** With a pattern more or less; what a wider one says already is left out. */
export function withPattern(
  patterns: readonly string[],
  pattern: string,
  wanted: boolean,
): readonly string[] {
  const others = patterns.filter((one) => one !== pattern);
  if (!wanted) return others;
  return [...others.filter((one) => !isWithin(one, pattern)), pattern];
}

function isWithin(pattern: string, wider: string): boolean {
  return wider === EVERYTHING || (wider.endsWith(":*") && wholeOf(resourceOf(pattern)) === wider);
}

const NAME = /^[a-z][a-z0-9-]*$/;
const LONGEST_NAME = 63;

export function isRoleName(name: string): boolean {
  return NAME.test(name) && name.length <= LONGEST_NAME;
}

/** Of a title; empty if nothing of it can stand in a name. */
export function roleNameOf(title: string): string {
  const plain = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain.replaceAll(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+/, "");
  return words.slice(0, LONGEST_NAME).replace(/-+$/, "");
}

const LEAST_REASON = 3;
export const LONGEST_REASON = 500;

/** What the API takes for a reason that may be left out. */
export function isReason(reason: string): boolean {
  const { length } = reason.trim();
  return length === 0 || (length >= LEAST_REASON && length <= LONGEST_REASON);
}

export type Subject = {
  readonly kind: "person" | "role" | "department" | "everyone";
  readonly id: string;
};
export type Granted<R extends string> = {
  readonly subject: Subject;
  readonly name: string | null;
  readonly rights: readonly R[];
};
/** The access of a process as somebody is about to have it. */
export type Draft<R extends string> = {
  readonly restricted: boolean;
  readonly grants: readonly Granted<R>[];
};

export function keyOf({ kind, id }: Subject): string {
  return `${kind} ${id}`;
}

/** Whether they say the same, in whatever order. */
export function saySame<R extends string>(one: Draft<R>, other: Draft<R>): boolean {
  return one.restricted === other.restricted && told(one) === told(other);
}

function told<R extends string>({ grants }: Draft<R>): string {
  const lines = grants.map(({ subject, rights }) => [keyOf(subject), ...[...rights].sort()]);
  return JSON.stringify(lines.map((line) => JSON.stringify(line)).sort());
}
