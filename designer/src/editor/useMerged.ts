/**
 * What both sides have changed since they began with the same text, and both in one where it goes.
 *
 * Never: worked out at each key; who types comes first.
 */
import { useDeferredValue, useMemo } from "react";

import { type Merged, merged } from "../model/textMerge";
import type { Autosave } from "./autosaving";
import { useSaving } from "./useAutosave";

/** Nothing while nobody else has saved, or nobody knows with what both began. */
export function useMerged(autosave: Autosave): Merged | undefined {
  const base = useSaving(autosave, (all) => all.base);
  const theirs = useSaving(autosave, (all) => all.theirs?.text);
  const mine = useDeferredValue(useSaving(autosave, ({ text }) => text));
  return useMemo(
    () =>
      theirs === undefined || base.isGuess === true || base.revision === null
        ? undefined
        : merged(base.text, mine, theirs),
    [base, mine, theirs],
  );
}
