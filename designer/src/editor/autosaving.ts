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
  isSendable,
  isUnsaved,
  kept,
  merging,
  movedOn,
  saved,
  type Saving,
  savingOf,
  sent,
  taken,
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
  readonly saveNow: () => void;
  /** Once both stand side by side: what is there now is saved over theirs. */
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  readonly merge: () => void;
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
  const shelve = () => keepOn(given, state.getState(), now());
  let apart = false;
  const send = async () => {
    const before = state.getState();
    if (!isSendable(before)) return;
    turn(sent);
    const { text, base } = before;
    try {
      const wanted = { text, basedOn: given.basedOn, base: base.revision, apart };
      const answer = await saveSketch(given.place, wanted);
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
  return {
    state,
    saveNow: () => void send(),
    keepMine: () => {
      turn(kept);
      void send();
    },
    takeTheirs: () => {
      const { theirs } = state.getState();
      if (theirs === undefined) return;
      settle(taken);
      given.editor.type(theirs.text, undefined, { at: performance.now() });
    },
    merge: () => turn(merging),
    restore: (text) => {
      apart = true;
      given.editor.type(text, undefined, { at: performance.now() });
    },
    begin: () => listen({ given, state, turn, shelve, send, now }),
  };
}

function baseOf({ revision, savedAt }: Sketch, text: string): Base {
  return { text, revision, savedAt };
}

function refused(saving: Saving, error: unknown, at: number): Saving {
  if (error instanceof SketchMoved) return movedOn(saving, error.newest);
  if (isDiscarded(error)) return discarded(saving, error);
  return failed(saving, error, isPassing(error) ? at : undefined);
}

/** There is no sketch any more over which this could be saved. */
export function isDiscarded(error: unknown): boolean {
  return error instanceof Problem && error.status === CONFLICT;
}

/** Whether it may go well the next time although nothing is changed. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Problem)) return true;
  const { status } = error;
  return status === TIMEOUT || status === TOO_MANY || status >= BROKEN;
}

function keepOn({ shelf, basedOn }: Given, saving: Saving, at: number): void {
  if (!isUnsaved(saving)) shelf.forget();
  else shelf.keep({ text: saving.text, base: saving.base.revision, basedOn, at });
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
