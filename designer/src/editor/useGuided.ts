/**
 * Tells the guide to a first process what is drawn here, and that it was tried.
 *
 * Never: of another process than the one that it goes along with.
 */
import { useEffect } from "react";

import { useMe } from "../api/session";
import type { Place } from "../api/sketches";
import { drawnOf } from "../guide/drawn";
import { isOf, seen, useGuide, useGuideStore } from "../guide/store";
import type { EditorStore } from "./store";
import { useTried } from "./trying/state";

export function useGuided({ state }: EditorStore, place: Place): void {
  const guide = useGuideStore();
  const isGuided = useGuide((one) => isOf(one, place));
  const email = useMe().data?.email ?? "";
  useEffect(() => {
    if (!isGuided) return undefined;
    const watch = () => {
      const document = state.getState().draft.shown?.document;
      if (document !== undefined) seen(guide, { drawn: drawnOf(document, email) });
    };
    watch();
    return state.subscribe(({ draft }, before) => {
      if (draft !== before.draft) watch();
    });
  }, [email, guide, isGuided, state]);
  useEffect(() => {
    if (!isGuided) return undefined;
    return useTried.subscribe(({ tasks }) => {
      const { approval } = guide.getState().drawn;
      const state = approval === undefined ? undefined : tasks?.get(approval)?.state;
      if (state === "completed") seen(guide, { tried: true });
    });
  }, [guide, isGuided]);
}
