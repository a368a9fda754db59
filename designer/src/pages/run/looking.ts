/**
 * What of a run is looked at: a task, one of its visits, an iteration of a loop; all of it stands
 * in the address.
 *
 * Never: a choice that is lost when the page is read anew.
 */
import { getRouteApi } from "@tanstack/react-router";
import { createContext, useMemo } from "react";

import { lookedAt, type Looked, type Loops, loopsOf } from "../../model/iterations";
import type { Task } from "../../model/tasks";

const route = getRouteApi("/runs/$id");

export type Looking = {
  readonly loops: Loops;
  readonly looked: Looked;
  /** A task, and maybe which visit of it. */
  readonly select: (task: string | undefined, visit?: string) => void;
  readonly iterate: (path: string) => void;
};

const NOTHING: Looking = {
  loops: { loops: new Map(), paths: new Map() },
  looked: { tasks: [], at: new Map() },
  select: () => undefined,
  iterate: () => undefined,
};

export const LookingContext = createContext<Looking>(NOTHING);

export function useLooking(tasks: readonly Task[]): Looking {
  const { visit, at } = route.useSearch();
  const navigate = route.useNavigate();
  const loops = useMemo(() => loopsOf(tasks), [tasks]);
  const path = at ?? (visit === undefined ? undefined : loops.paths.get(visit)?.at(-1));
  const looked = useMemo(() => lookedAt(tasks, loops, path), [tasks, loops, path]);
  return useMemo(() => {
    const still = { replace: true, resetScroll: false } as const;
    return {
      loops,
      looked,
      select: (task, chosen) =>
        void navigate({
          search: ({ task: _, visit: __, at: before, ...rest }) => ({
            ...rest,
            ...(task !== undefined && { task }),
            ...(chosen === undefined ? before !== undefined && { at: before } : { visit: chosen }),
          }),
          ...still,
        }),
      iterate: (next) =>
        void navigate({ search: ({ visit: _, ...rest }) => ({ ...rest, at: next }), ...still }),
    };
  }, [loops, looked, navigate]);
}
