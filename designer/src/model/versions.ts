/**
 * Versions of a process in the order of semantic versioning.
 *
 * Never: an order of its own; the engine takes the highest published version by the same rule.
 */

/** Below zero when the first version is lower. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [parts(one), parts(other)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (first.core[at] ?? 0) - (second.core[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareSuffixes(first.suffix, second.suffix);
}

function parts(version: string): { core: number[]; suffix: string[] } {
  const [withoutBuild = ""] = version.split("+");
  const dash = withoutBuild.indexOf("-");
  const core = dash < 0 ? withoutBuild : withoutBuild.slice(0, dash);
  return {
    core: core.split(".").map(Number),
    suffix: dash < 0 ? [] : withoutBuild.slice(dash + 1).split("."),
  };
}

/** A version with a suffix comes before the one without; numbers come before words. */
function compareSuffixes(one: string[], other: string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const [a, b] = [one[at], other[at]];
    if (a === undefined || b === undefined) return one.length - other.length;
    if (a !== b) return compareIdentifiers(a, b);
  }
  return 0;
}

function compareIdentifiers(one: string, other: string): number {
  const [first, second] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (first && second) return Number(one) - Number(other);
  if (first !== second) return first ? -1 : 1;
  return one < other ? -1 : 1;
}

export type Version = {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
};

/** A process with its versions, the highest first. */
export type Process<V extends Version> = {
  readonly id: string;
  readonly newest: V;
  readonly earlier: readonly V[];
};

/** One entry a process, by name. */
export function processesOf<V extends Version>(definitions: readonly V[]): Process<V>[] {
  const found = new Map<string, Process<V>>();
  for (const newest of definitions.toSorted((a, b) => compareVersions(a.version, b.version))) {
    const id = `${newest.namespace}/${newest.name}`;
    const before = found.get(id);
    const earlier = before === undefined ? [] : [before.newest, ...before.earlier];
    found.set(id, { id, newest, earlier });
  }
  return [...found.values()].sort((a, b) => a.id.localeCompare(b.id));
}
