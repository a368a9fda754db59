/**
 * Marks the control that a step is about, wherever it is, as it comes and goes.
 *
 * Never: anything laid over it, or the focus taken; it is only framed.
 */
import { useEffect, useState } from "react";
import type { StoreApi } from "zustand/vanilla";

import type { StepKey } from "./progress";
import type { Guide } from "./store";
import { targetOf } from "./targets";

/** A page that changes much is looked at no more often. */
const LOOK_MS = 150;
const WATCHED = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["hidden", "inert", "aria-hidden", "open"],
};

export function usePointer(guide: StoreApi<Guide>, step: StepKey | undefined) {
  const [target, setTarget] = useState<HTMLElement>();
  useEffect(() => {
    let marked: HTMLElement | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = (next: HTMLElement | undefined) => {
      if (next === marked) return;
      marked?.removeAttribute("data-guided");
      next?.setAttribute("data-guided", "");
      marked = next;
      setTarget(next);
    };
    const look = () => {
      timer = undefined;
      mark(step && targetOf(step, guide.getState()));
    };
    const soon = () => {
      timer ??= setTimeout(look, LOOK_MS);
    };
    const observer = new MutationObserver(soon);
    observer.observe(document.body, WATCHED);
    document.addEventListener("input", soon);
    soon();
    return () => {
      observer.disconnect();
      document.removeEventListener("input", soon);
      clearTimeout(timer);
      mark(undefined);
    };
  }, [guide, step]);
  return target;
}
