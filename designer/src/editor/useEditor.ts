/**
 * The open definition as components read it: each its own part, drawn anew when that part changes.
 *
 * Never: an editor made here; the page makes it once for the definition that it opens.
 */
import { createContext, useContext } from "react";
import { useStore } from "zustand";

import { isStale } from "../model/draft";
import { type Editing, type EditorStore, makeEditor } from "./store";

export const EditorContext = createContext<EditorStore>(makeEditor("", { readOnly: true }));

/** What one does with it; stays the same as long as the definition is open. */
export function useEditor(): EditorStore {
  return useContext(EditorContext);
}

export function useEditing<T>(pick: (editing: Editing) => T): T {
  return useStore(useContext(EditorContext).state, pick);
}

/** Whether the text can't be read at the moment, so that nobody can draw. */
export function useStale(): boolean {
  return useEditing(({ draft }) => isStale(draft));
}

/** Pointers of the tasks that are chosen, in the order in which they were. */
export function useChosen(): readonly string[] {
  return useEditing(({ history }) => history.selection.tasks);
}
