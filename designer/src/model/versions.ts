/**
 * Numbers of versions: which come next, and which is higher.
 *
 * Never: a number that is taken.
 */
const RELEASE = /^(\d+)\.(\d+)\.(\d+)$/;

export const STEPS = ["patch", "minor", "major"] as const;
export type Step = (typeof STEPS)[number];

/** The highest release; nothing where there is none. What has a suffix, such as 1.0.0-rc, is none. */
export function highestOf(versions: readonly string[]): string | undefined {
  return versions
    .filter((one) => RELEASE.test(one))
    .sort(byNumber)
    .at(-1);
}

/** What comes after it, by how much has changed. */
export function nextOf(version: string, step: Step): string {
  const [major = 0, minor = 0, patch = 0] = numbersOf(version);
  if (step === "major") return `${major + 1}.0.0`;
  return step === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Whether it would be the newest one, of what was published. */
export function isNewer(version: string, than: string | undefined): boolean {
  return than === undefined || (RELEASE.test(version) && byNumber(version, than) > 0);
}

function numbersOf(version: string): readonly number[] {
  return (RELEASE.exec(version) ?? []).slice(1).map(Number);
}

function byNumber(one: string, other: string): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const at = left.findIndex((count, place) => count !== right[place]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
