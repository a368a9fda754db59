/**
 * The guide of one person, kept in this browser: whether it is shown, and how far they have come.
 *
 * Never: sent anywhere; and a browser that keeps nothing still guides until the page is left.
 */
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

import { useMe } from "../api/session";
import { NOTHING_DRAWN } from "./drawn";
import type { Place, Progress, StepKey } from "./progress";

export type Guide = Progress & {
  /** It is offered until somebody begins it or puts it away, and shown while it is on. */
  readonly stage: "offered" | "on" | "away";
  readonly skipped: readonly StepKey[];
  /** A step that somebody has opened although it isn't the next. */
  readonly opened: StepKey | undefined;
  /** Its list of steps; nothing chosen: as there is room. */
  readonly folded: boolean | undefined;
};

const FRESH: Guide = {
  ...{ stage: "offered", skipped: [], opened: undefined, folded: undefined },
  ...{ place: undefined, drawn: NOTHING_DRAWN, tried: false, published: false },
  ...{ run: undefined, decided: false, sawEnd: false },
};

const guides = new Map<string, StoreApi<Guide>>();
const keyOf = (person: string) => `baton-guide ${person}`;

export function guideOf(person: string): StoreApi<Guide> {
  const known = guides.get(person);
  if (known !== undefined) return known;
  const made = createStore<Guide>()(() => ({ ...FRESH, ...kept(person) }));
  made.subscribe((guide) => {
    try {
      localStorage.setItem(keyOf(person), JSON.stringify(guide));
    } catch {
      // No room, or not allowed: it is as far as it is until the page is left.
    }
  });
  guides.set(person, made);
  return made;
}

function kept(person: string): Partial<Guide> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

/** The guide of whoever has signed in. */
export function useGuideStore(): StoreApi<Guide> {
  return guideOf(useMe().data?.id ?? "");
}

export function useGuide<T>(pick: (guide: Guide) => T): T {
  return useStore(useGuideStore(), pick);
}

/** From the beginning, or from where it was put away. */
export function show(guide: StoreApi<Guide>): void {
  guide.setState({ stage: "on" });
}

export function beginAnew(guide: StoreApi<Guide>): void {
  guide.setState({ ...FRESH, stage: "on" });
}

export function putAway(guide: StoreApi<Guide>): void {
  guide.setState({ stage: "away" });
}

/** The first process that is begun while the guide is on is the one that it goes along with. */
export function begun(guide: StoreApi<Guide>, place: Place): boolean {
  const { stage, place: before } = guide.getState();
  if (stage !== "on" || before !== undefined) return false;
  guide.setState({ place });
  return true;
}

/** What was seen, for whoever watches; nothing is written where nothing is new. */
export function seen(guide: StoreApi<Guide>, facts: Partial<Progress>): void {
  const before = guide.getState();
  const news = Object.entries(facts).some(
    ([key, value]) => JSON.stringify(before[key as keyof Progress]) !== JSON.stringify(value),
  );
  if (news) guide.setState(facts);
}

export function isOf(guide: Guide, { namespace, name }: Place): boolean {
  const { stage, place } = guide;
  return stage === "on" && place?.namespace === namespace && place.name === name;
}
