/**
 * What was written and isn't saved yet, kept in this browser: a tab that is closed, a session that
 * ends or a network that is away loses none of it.
 *
 * Never: shown to another person; and gone as soon as it is saved.
 */
export type Kept = {
  readonly text: string;
  /** The revision that it was written over; null where there was none. */
  readonly base: number | null;
  readonly basedOn: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Of one tab, so that two of them don't write over each other. */
export type Shelf = {
  readonly keep: (kept: Kept) => boolean;
  readonly forget: () => void;
};

const KEPT = "baton-unsaved";

export function shelfOf(person: string, process: string, tab = tabName()): Shelf {
  const key = `${prefixOf(person, process)}${tab}`;
  return {
    keep: (kept) => {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
        return true;
      } catch {
        // No room: the page says so when it is left.
        return false;
      }
    },
    forget: () => localStorage.removeItem(key),
  };
}

/** What is kept of a process, whichever tab it was written in; the newest. */
export function keptOf(person: string, process: string): Kept | undefined {
  return keysOf(person, process)
    .flatMap((key) => readKept(key) ?? [])
    .sort((one, other) => other.at - one.at)[0];
}

export function forgetKept(person: string, process: string): void {
  for (const key of keysOf(person, process)) localStorage.removeItem(key);
}

function keysOf(person: string, process: string): string[] {
  const prefix = prefixOf(person, process);
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function prefixOf(person: string, process: string): string {
  return `${KEPT} ${person} ${process} `;
}

function readKept(key: string): Kept | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isKept(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { text, base, at } = value as { readonly [K in keyof Kept]?: unknown };
  return (
    typeof text === "string" &&
    typeof at === "number" &&
    (base === null || typeof base === "number")
  );
}

/** Stays the same while the tab is reloaded. */
function tabName(): string {
  const TAB = "baton-tab";
  const known = sessionStorage.getItem(TAB);
  if (known !== null) return known;
  const name = `${Date.now()}-${Math.random()}`;
  sessionStorage.setItem(TAB, name);
  return name;
}
