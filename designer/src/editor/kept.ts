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
  /** What stood there, so that both can be put together; left out where there was no room. */
  readonly baseText?: string | undefined;
  readonly basedOn: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Something kept, and the room of which it is: whoever goes on with it goes on under that name. */
export type Found = Kept & { readonly room: string };

/** Of one room, so that two of them don't write over each other. */
export type Shelf = {
  readonly keep: (kept: Kept) => boolean;
  readonly forget: () => void;
};

const KEPT = "baton-unsaved";
const LOCK = "baton-room";

export function shelfOf(person: string, process: string, room: string): Shelf {
  const key = `${prefixOf(person, process)}${room}`;
  const put = (kept: Kept) => storing((storage) => storage.setItem(key, JSON.stringify(kept)));
  return {
    keep: (kept) => put(kept) || put({ ...kept, baseText: undefined }),
    forget: () => {
      storing((storage) => storage.removeItem(key));
    },
  };
}

/** What is kept of a process, whichever room it was written in; the newest first. */
export function keptOf(person: string, process: string): readonly Found[] {
  const prefix = prefixOf(person, process);
  const found: Found[] = [];
  storing((storage) => {
    for (const key of Object.keys(storage).filter((one) => one.startsWith(prefix))) {
      const kept = readKept(storage.getItem(key));
      if (kept !== undefined) found.push({ ...kept, room: key.slice(prefix.length) });
    }
  });
  return found.sort((one, other) => other.at - one.at);
}

/**
 * Those of rooms that are open no more: what is written in another tab at this moment is kept
 * there, and nobody is asked about it here.
 */
export async function leftOf(person: string, process: string): Promise<readonly Found[]> {
  const open = await openRooms();
  return keptOf(person, process).filter(({ room }) => !open.has(room));
}

/** As long as the room is open, others know; what it returns ends it. A tab that dies ends it too. */
export function openRoom(room: string): () => void {
  let end = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  // Not there where the page came over plain HTTP.
  void locks()?.request(`${LOCK} ${room}`, () => closed);
  return () => {
    end();
  };
}

export function newRoom(): string {
  return `${Date.now()}-${Math.random()}`;
}

async function openRooms(): Promise<ReadonlySet<string>> {
  try {
    const { held = [] } = (await locks()?.query()) ?? {};
    const names = held.flatMap(({ name }) => name ?? []);
    return new Set(names.map((name) => name.replace(`${LOCK} `, "")));
  } catch {
    return new Set();
  }
}

function locks(): LockManager | undefined {
  return (navigator as { readonly locks?: LockManager }).locks;
}

/** Whether it could be done: a browser may have no room, or keep nothing at all. */
function storing(act: (storage: Storage) => void): boolean {
  try {
    act(localStorage);
    return true;
  } catch {
    return false;
  }
}

function prefixOf(person: string, process: string): string {
  return `${KEPT} ${person} ${process} `;
}

function readKept(text: string | null): Kept | undefined {
  try {
    const found: unknown = JSON.parse(text ?? "null");
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
