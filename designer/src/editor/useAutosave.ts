/**
 * The saving of the open definition, as components read it.
 *
 * Never: one made here; the room makes it once.
 */
import { useStore } from "zustand";

import type { Saving } from "./autosave";
import type { Autosave } from "./autosaving";

export function useSaving<T>(autosave: Autosave, pick: (saving: Saving) => T): T {
  return useStore(autosave.state, pick);
}
