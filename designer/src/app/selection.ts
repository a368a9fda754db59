/**
 * Which run is chosen: it stands in the address, so that it can be sent, reloaded and gone back to.
 *
 * Never: a second place that remembers it.
 */
import { useCallback, useSyncExternalStore } from "react";

const PARAMETER = "run";

export type Selection = {
  readonly run: string | undefined;
  readonly select: (run: string | undefined) => void;
};

export function useSelection(): Selection {
  const run = useSyncExternalStore(subscribe, selected);
  const select = useCallback((next: string | undefined) => {
    if (next === selected()) return;
    history.pushState(null, "", addressOf(next));
    // The browser tells only of its own steps back and forth.
    dispatchEvent(new PopStateEvent("popstate"));
  }, []);
  return { run, select };
}

export function addressOf(run: string | undefined): string {
  return run === undefined ? "/" : `/?${new URLSearchParams({ [PARAMETER]: run }).toString()}`;
}

function selected(): string | undefined {
  return new URLSearchParams(location.search).get(PARAMETER) ?? undefined;
}

function subscribe(changed: () => void): () => void {
  addEventListener("popstate", changed);
  return () => {
    removeEventListener("popstate", changed);
  };
}
