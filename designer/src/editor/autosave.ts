/**
 * When what was changed is saved, and what has become of it.
 *
 * It is saved once nothing has changed for a while; who never pauses is saved in between. What can't
 * be saved for now is tried again, each time later; what is refused waits until it is changed.
 *
 * Never: a text given up because of a fault, nor saved over what somebody else has saved.
 */
export const PAUSE_MS = 5_000;
export const LONGEST_MS = 30_000;
const FIRST_RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;

/** What the server has, as far as this page knows. */
export type Base = {
  readonly text: string;
  /** None where nobody has saved a sketch. */
  readonly revision: number | null;
  readonly savedAt: string | undefined;
  /** The text isn't the one that what is written was begun with; nobody knows that one. */
  readonly isGuess?: boolean;
};

/** What somebody else has saved. */
export type Theirs = Base & {
  readonly revision: number;
  readonly savedByName: string | null;
  /** It was oneself, in another place. */
  readonly isMine?: boolean;
};

export type Trouble = {
  readonly error: unknown;
  readonly tries: number;
  /** When it is tried again; nothing where that won't help. */
  readonly again: number | undefined;
};

export type Saving = {
  readonly base: Base;
  readonly text: string;
  /** When the first and the last of the changes that aren't saved were made. */
  readonly since: number | undefined;
  readonly changed: number | undefined;
  readonly sending: string | undefined;
  readonly trouble: Trouble | undefined;
  /** Until it is chosen what to go on with, nothing is saved; `base` is what both began with. */
  readonly theirs: Theirs | undefined;
  /** Both sides are looked at, to choose. */
  readonly looking: boolean;
  /** Both stand side by side until who writes has put them together. */
  readonly merging: boolean;
  /** What somebody else has saved and is shown here by itself, until something is changed. */
  readonly followed: Theirs | undefined;
  /** What isn't saved is kept in this browser; not where there is no room. */
  readonly isKept: boolean;
};

export function savingOf(base: Base, text: string, at: number): Saving {
  const dirty = text !== base.text;
  const since = dirty ? at : undefined;
  return {
    ...{ base, text, since, changed: since },
    ...{ sending: undefined, trouble: undefined, theirs: undefined, followed: undefined },
    ...{ looking: false, merging: false, isKept: true },
  };
}

export function isUnsaved({ base, text }: Saving): boolean {
  return text !== base.text;
}

export function changed(saving: Saving, text: string, at: number): Saving {
  if (text === saving.text) return saving;
  if (text === saving.base.text && saving.sending === undefined)
    return { ...saving, ...SETTLED, text, trouble: undefined };
  const refused = saving.trouble !== undefined && saving.trouble.again === undefined;
  const trouble = refused ? undefined : saving.trouble;
  const followed = undefined;
  return { ...saving, text, since: saving.since ?? at, changed: at, trouble, followed };
}

/** When it is to be sent; nothing while there is nothing to send, or somebody has to choose. */
export function due(saving: Saving): number | undefined {
  const { since, changed: last, sending, theirs, trouble } = saving;
  if (!isSendable(saving) || sending !== undefined || theirs !== undefined) return undefined;
  if (trouble !== undefined) return trouble.again;
  return Math.min((last ?? 0) + PAUSE_MS, (since ?? 0) + LONGEST_MS);
}

/** Whether it can be sent at once, because somebody wants it or goes away. */
export function isSendable(saving: Saving): boolean {
  return isUnsaved(saving) && saving.sending === undefined && saving.theirs === undefined;
}

export function sent(saving: Saving): Saving {
  return { ...saving, sending: saving.text };
}

export function saved(saving: Saving, base: Base, at: number): Saving {
  const dirty = saving.text !== base.text;
  return {
    ...saving,
    base,
    sending: undefined,
    trouble: undefined,
    since: dirty ? at : undefined,
    changed: dirty ? (saving.changed ?? at) : undefined,
  };
}

export function failed(saving: Saving, error: unknown, at: number | undefined): Saving {
  const tries = (saving.trouble?.tries ?? 0) + 1;
  const again = at === undefined ? undefined : at + pauseAfter(tries);
  return { ...saving, sending: undefined, trouble: { error, tries, again } };
}

export function pauseAfter(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS);
}

/** Somebody else has saved; `looking` where who writes was about to save. */
export function movedOn(saving: Saving, theirs: Theirs, looking: boolean): Saving {
  const same = theirs.text === saving.text;
  const next = { ...saving, sending: undefined, trouble: undefined };
  if (same) return { ...next, ...SETTLED, base: theirs, theirs: undefined, looking: false };
  return { ...next, theirs, looking: looking || saving.looking };
}

/** Nothing was unsaved: theirs is shown. The text is to become theirs too. */
export function followedTo(saving: Saving, theirs: Theirs): Saving {
  const { text } = theirs;
  return { ...saving, ...SETTLED, base: theirs, text, trouble: undefined, followed: theirs };
}

/** Somebody has thrown it away; what is written here can be saved as a new one. */
export function discarded(saving: Saving, error: unknown): Saving {
  const base: Base = { text: "", revision: null, savedAt: undefined };
  const undecided = { theirs: undefined, looking: false, merging: false };
  return failed({ ...saving, ...undecided, base }, error, undefined);
}

/** What one has goes on as a new revision over theirs. */
export function kept(saving: Saving): Saving {
  if (saving.theirs === undefined) return saving;
  return { ...saving, base: saving.theirs, theirs: undefined, merging: false, looking: false };
}

/** Theirs is gone on with; the text is to become theirs too. */
export function taken(saving: Saving): Saving {
  if (saving.theirs === undefined) return saving;
  const { text } = saving.theirs;
  return { ...kept(saving), ...SETTLED, text };
}

/** Both stand in one text, which is to be saved over theirs. */
export function joined(saving: Saving, text: string, at: number): Saving {
  return saving.theirs === undefined ? saving : changed(kept(saving), text, at);
}

export function merging(saving: Saving): Saving {
  return saving.theirs === undefined ? saving : { ...saving, merging: true, looking: false };
}

export function looking(saving: Saving, isLooking: boolean): Saving {
  return saving.theirs === undefined ? saving : { ...saving, looking: isLooking };
}

const SETTLED = { since: undefined, changed: undefined } as const;
