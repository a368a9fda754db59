/**
 * Boxes that somebody looks for: the page's search marks what it has found.
 *
 * Never: what is chosen; that is the editor's.
 */
import { createStore } from "zustand/vanilla";
import { useStore } from "zustand";

type Marks = {
  readonly marked: ReadonlySet<string>;
  /** The one of them that is to be seen. */
  readonly at: string | undefined;
};

const NONE: Marks = { marked: new Set(), at: undefined };

export const marks = createStore<Marks>()(() => NONE);

/** Marks these tasks, and moves the picture to one of them; none takes all marks away. */
export function mark(pointers: readonly string[], at?: string): void {
  if (pointers.length === 0 && marks.getState() === NONE) return;
  marks.setState(pointers.length === 0 ? NONE : { marked: new Set(pointers), at });
}

export function useMarked(pointer: string): boolean {
  return useStore(marks, ({ marked }) => marked.has(pointer));
}

export function useMarkedAt(): string | undefined {
  return useStore(marks, ({ at }) => at);
}
