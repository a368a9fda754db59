/**
 * The field that a value is put into when somebody presses it: the one that was written in last.
 *
 * Never: a field that has gone; it takes itself away.
 */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

export type Aim = {
  readonly label: string;
  /** Puts the expression where the cursor is. */
  readonly insert: (source: string) => void;
};

const store = createStore<{ readonly aim: Aim | undefined }>()(() => ({ aim: undefined }));

export function aimAt(aim: Aim): void {
  store.setState({ aim });
}

export function unaim(aim: Aim): void {
  if (store.getState().aim === aim) store.setState({ aim: undefined });
}

export function useAim(): Aim | undefined {
  return useStore(store, ({ aim }) => aim);
}

/** What a dragged value carries. */
export const PATH_TYPE = "application/x-baton-path";
