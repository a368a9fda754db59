/**
 * What goes on in the picture and is over soon: where the palette is open, what is dragged, which
 * name is being written, what was said last.
 *
 * Never: a part of the definition, or what is chosen in it; those are the editor's.
 */
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";

import type { Point } from "../../canvas/layout";
import type { Place } from "../../model/editing/ways";
import type { Choice } from "./choices";
import type { Spot } from "./places";

/** Tasks that stand in the picture, or one of the palette that comes into it. */
export type Dragged =
  | { readonly kind: "tasks"; readonly pointers: readonly string[]; readonly name: string }
  | { readonly kind: "new"; readonly choice: Choice; readonly name: string };

export type Said = {
  readonly text: string;
  /** It can be undone as long as the text is this one. */
  readonly undoable?: string;
};

export type Stage = {
  /** Where the palette is open, on the page, and for which place. */
  readonly palette: { readonly at: Point; readonly place: Place } | undefined;
  readonly menu: Point | undefined;
  readonly dragged: Dragged | undefined;
  /** Where it can be let go, and over which of these spots it is. */
  readonly open: readonly Spot[];
  readonly over: Spot | undefined;
  readonly renaming: string | undefined;
  readonly moving: boolean;
  /** What is pressed or reached by keys is chosen besides, or no longer. */
  readonly several: boolean;
  readonly said: Said | undefined;
  /** What one sees, for who hears; the number tells one from the next of the same words. */
  readonly heard: { readonly text: string; readonly number: number };
  /** After the next drawing the keyboard goes to what is chosen. */
  readonly focusing: boolean;
};

const NOTHING: Stage = {
  palette: undefined,
  menu: undefined,
  dragged: undefined,
  open: [],
  over: undefined,
  renaming: undefined,
  moving: false,
  several: false,
  heard: { text: "", number: 0 },
  said: undefined,
  focusing: false,
};

export type StageStore = StoreApi<Stage>;

export function makeStage(): StageStore {
  return createStore<Stage>()(() => NOTHING);
}

export const StageContext = createContext<StageStore>(makeStage());

export function useStageStore(): StageStore {
  return useContext(StageContext);
}

export function useStage<T>(pick: (stage: Stage) => T): T {
  return useStore(useContext(StageContext), pick);
}
