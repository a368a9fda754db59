/**
 * Saves the open definition by itself, and keeps in this browser what isn't saved yet.
 *
 * Never: two saves on their way at once; the second would be over what the first has made.
 */
import { createStore, type StoreApi } from "zustand/vanilla";

import { isSignedOut } from "../api/session";
import { type Place, saveSketch, type Sketch, SketchMoved } from "../api/sketches";
import { Problem } from "../model/problem";
import {
  type Base,
  changed,
  discarded,
  due,
  failed,
  followedTo,
  isSendable,
  isUnsaved,
  joined,
  kept,
  looking,
  merging,
  movedOn,
  saved,
  type Saving,
  savingOf,
  sent,
  taken,
  type Theirs,
} from "./autosave";
import type { Shelf } from "./kept";
import type { EditorStore } from "./store";

const KEEP_AFTER_MS = 300;
const TIMEOUT = 408;
const CONFLICT = 409;
const TOO_MANY = 429;
const BROKEN = 500;

export type Autosave = {
  readonly state: StoreApi<Saving>;
  /** Or shows both sides, where somebody else has saved. */
  readonly saveNow: () => void;
  /** Once both stand side by side: what is there now is saved over theirs. */
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly merge: () => void;
  /** Goes on with both in one text. */
  readonly join: (text: string) => void;
  readonly look: (isLooking: boolean) => void;
  /** As it stands now, which somebody else has saved; null where they have thrown it away. */
  readonly hear: (theirs: Theirs | null) => void;
  /** That it was told what somebody else has saved. */
  readonly heard: () => void;
  /** Goes on with an earlier text; what is there now stays among the earlier ones. */
  readonly restore: (text: string) => void;
  /** Begins to listen; what it returns ends it, and saves what is still to be saved. */
  readonly begin: () => () => void;
};

type Given = {
  readonly editor: EditorStore;
  readonly place: Place;
  readonly base: Base;
  readonly basedOn: string | null;
  readonly shelf: Shelf;
  readonly onSignedOut: () => void;
  readonly now?: () => number;
};

export function makeAutosave(given: Given): Autosave {
  const now = given.now ?? Date.now;
  const textNow = () => given.editor.state.getState().draft.text;
  const state = createStore<Saving>()(() => savingOf(given.base, textNow(), now()));
  const turn = (next: (saving: Saving) => Saving) => state.setState(next(state.getState()), true);
  const shelve = () => {
    const isKept = keepOn(given, state.getState(), now());
    if (isKept !== state.getState().isKept) turn((saving) => ({ ...saving, isKept }));
  };
  const show = (text: string) => given.editor.type(text, undefined, { at: performance.now() });
  let apart = false;
  const send = async () => {
    const before = state.getState();
    if (!isSendable(before)) return;
    turn(sent);
    const { text, base } = before;
    // What it is based on is said of a new one; of others the server knows it better.
    const basedOn = base.revision === null ? given.basedOn : null;
    try {
      const answer = await saveSketch(given.place, { text, basedOn, base: base.revision, apart });
      apart = false;
      turn((saving) => saved(saving, baseOf(answer, text), now()));
    } catch (error) {
      turn((saving) => refused(saving, error, now()));
      if (isSignedOut(error)) {
        shelve();
        given.onSignedOut();
      }
    }
    shelve();
  };
  const settle = (next: (saving: Saving) => Saving) => {
    turn(next);
    shelve();
  };
  const choices = choicesOn({ state, settle, show, send, now });
  return {
    state,
    ...choices,
    saveNow: () => {
      if (state.getState().theirs === undefined) void send();
      else choices.look(true);
    },
    restore: (text) => {
      apart = true;
      show(text);
    },
    begin: () => listen({ given, state, turn, shelve, send, now }),
  };
}

type Choosing = {
  readonly state: StoreApi<Saving>;
  readonly settle: (next: (saving: Saving) => Saving) => void;
  readonly show: (text: string) => void;
  readonly send: () => Promise<void>;
  readonly now: () => number;
};

/** What can be done where somebody else has saved. */
function choicesOn({ state, settle, show, send, now }: Choosing) {
  return {
    keepMine: () => {
      settle(kept);
      void send();
    },
    takeTheirs: () => {
      const { theirs } = state.getState();
      if (theirs === undefined) return;
      settle(taken);
      show(theirs.text);
    },
    merge: () => settle(merging),
    join: (text: string) => {
      settle((saving) => joined(saving, text, now()));
      show(text);
    },
    look: (isLooking: boolean) => settle((saving) => looking(saving, isLooking)),
    hear: (theirs: Theirs | null) => {
      const saving = state.getState();
      if (theirs === null) settle((one) => discarded(one, new Discarded()));
      else if (isUnsaved(saving) || saving.theirs !== undefined)
        settle((one) => movedOn(one, theirs, false));
      else {
        settle((one) => followedTo(one, theirs));
        show(theirs.text);
      }
    },
    heard: () => settle((saving) => ({ ...saving, followed: undefined })),
  };
}

/** Somebody has thrown the sketch away. */
class Discarded extends Error {
  override readonly name = "Discarded";
}

function baseOf({ revision, savedAt }: Sketch, text: string): Base {
  return { text, revision, savedAt };
}

function refused(saving: Saving, error: unknown, at: number): Saving {
  if (error instanceof SketchMoved) return movedOn(saving, error.newest, true);
  if (isDiscarded(error)) return discarded(saving, error);
  return failed(saving, error, isPassing(error) ? at : undefined);
}

/** There is no sketch any more over which this could be saved. */
export function isDiscarded(error: unknown): boolean {
  return error instanceof Discarded || (error instanceof Problem && error.status === CONFLICT);
}

/** Whether it may go well the next time although nothing is changed. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Problem)) return true;
  const { status } = error;
  return status === TIMEOUT || status === TOO_MANY || status >= BROKEN;
}

/** Whether it stands in this browser; what is saved needn't. */
function keepOn({ shelf, basedOn }: Given, saving: Saving, at: number): boolean {
  const { text, base } = saving;
  const baseText = base.isGuess === true ? undefined : base.text;
  if (isUnsaved(saving)) return shelf.keep({ text, base: base.revision, baseText, basedOn, at });
  shelf.forget();
  return true;
}

type Listening = {
  readonly given: Given;
  readonly state: StoreApi<Saving>;
  readonly turn: (next: (saving: Saving) => Saving) => void;
  readonly shelve: () => void;
  readonly send: () => Promise<void>;
  readonly now: () => number;
};

function listen({ given, state, turn, shelve, send, now }: Listening): () => void {
  let sending: ReturnType<typeof setTimeout> | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  const plan = () => {
    clearTimeout(sending);
    const at = due(state.getState());
    if (at !== undefined) sending = setTimeout(() => void send(), Math.max(0, at - now()));
  };
  const leave = () => {
    shelve();
    void send();
  };
  const hide = () => {
    if (document.visibilityState === "hidden") leave();
  };
  const ends = [
    given.editor.state.subscribe(({ draft }) => {
      if (draft.text === state.getState().text) return;
      turn((saving) => changed(saving, draft.text, now()));
      clearTimeout(keeping);
      keeping = setTimeout(shelve, KEEP_AFTER_MS);
    }),
    state.subscribe(plan),
  ];
  const stay = (event: BeforeUnloadEvent) => {
    leave();
    if (isUnsaved(state.getState())) event.preventDefault();
  };
  addEventListener("beforeunload", stay);
  addEventListener("blur", leave);
  addEventListener("pagehide", leave);
  addEventListener("online", leave);
  document.addEventListener("visibilitychange", hide);
  // What was kept of another time stays kept, and is saved soon too.
  shelve();
  plan();
  return () => {
    for (const end of ends) end();
    removeEventListener("beforeunload", stay);
    removeEventListener("blur", leave);
    removeEventListener("pagehide", leave);
    removeEventListener("online", leave);
    document.removeEventListener("visibilitychange", hide);
    clearTimeout(sending);
    clearTimeout(keeping);
    leave();
  };
}
