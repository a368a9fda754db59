/**
 * What the boxes of one drawing share: how they are named, folded and marked, and what can be done.
 *
 * Never: what changes while somebody drags; that is the stage's.
 */
import { createContext, useContext } from "react";

import type { Badge } from "./badges";
import type { Deeds } from "./deeds";

export type Board = {
  readonly named: (pointer: string) => string;
  readonly badges: ReadonlyMap<string, Badge>;
  /** Tries that have a catch. */
  readonly catching: ReadonlySet<string>;
  readonly fold: (pointer: string, folded: boolean) => void;
  readonly deeds: Deeds | undefined;
};

export const BoardContext = createContext<Board>({
  named: String,
  badges: new Map(),
  catching: new Set(),
  fold: () => undefined,
  deeds: undefined,
});

export function useBoard(): Board {
  return useContext(BoardContext);
}
