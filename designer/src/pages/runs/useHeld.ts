/**
 * Keeps the rows of a live list where they are while somebody is about to use one.
 *
 * Never: stale rows; what stands there goes on changing, only its place doesn't.
 */
import { type FocusEvent, useState } from "react";

type Item = { readonly id: string };

export function useHeld<T extends Item>(items: readonly T[], other: boolean) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [places, setPlaces] = useState<readonly string[]>([]);
  const now = items.map(({ id }) => id);
  // Another list has come, or nobody holds this one: the order is what it is.
  const held = pointed || focused;
  const free = !held || other || !places.some((id) => now.includes(id));
  if (free && !isSame(places, now)) setPlaces(now);
  const known = new Set(places);
  const byId = new Map(items.map((item) => [item.id, item]));
  const older = now.slice(now.indexOf(places.at(-1) ?? "") + 1).filter((id) => !known.has(id));
  const shown = free ? now : [...places.filter((id) => byId.has(id)), ...older];
  return {
    items: shown.flatMap((id) => byId.get(id) ?? []),
    waiting: items.length - shown.length,
    release: () => setPlaces(now),
    holding: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent) =>
        setFocused(currentTarget.contains(relatedTarget)),
    },
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}
