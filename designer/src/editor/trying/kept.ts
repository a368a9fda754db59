/**
 * The trial of each process, kept while the page is open: whoever closes the panel and comes back
 * finds it as it was.
 *
 * Never: sent or stored anywhere; it goes with the page.
 */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

import type { Shown } from "../../model/draft";
import type { Answer, Trial } from "../../model/trial";

export type Held = {
  /** The draft that it is played on; the one that is written may have gone on. */
  readonly draft: Shown;
  readonly trial: Trial;
  /** Answers of an earlier trial, given as soon as something asks for them. */
  readonly rest: readonly Answer[];
  readonly refused: readonly Answer[];
};

export const trialStore = createStore<Readonly<Record<string, Held | undefined>>>()(() => ({}));

export function holdTrial(process: string, held: Held | undefined): void {
  trialStore.setState({ [process]: held });
}

export function useHeld(process: string): Held | undefined {
  return useStore(trialStore, (all) => all[process]);
}
