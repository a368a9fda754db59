/**
 * What a new process begins with, and its first sketch.
 *
 * Never: begun over one that is there already, drawn or published.
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { Problem } from "../model/problem";
import type { Scenario } from "../model/trial";
import { get } from "./client";
import { keepScenario } from "./scenarios";
import { type Place, saveSketch, SketchMoved, SKETCHES } from "./sketches";

const NOT_FOUND = 404;

type NewSketch = Place & {
  readonly text: string;
  /** What it is tried by from the beginning, by name. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
};

/** "taken": one by this name is there already. */
export function useCreateSketch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ text, scenarios, ...place }: NewSketch): Promise<"created" | "taken"> => {
      if (await isThere(place)) return "taken";
      try {
        await saveSketch(place, { text, basedOn: null, base: null });
        for (const [name, scenario] of Object.entries(scenarios))
          await keepScenario(place, { name, scenario, base: "any" });
        return "created";
      } catch (error) {
        if (error instanceof SketchMoved) return "taken";
        throw error;
      }
    },
    onSuccess: () => client.removeQueries({ queryKey: [SKETCHES] }),
  });
}

async function isThere({ namespace, name }: Place): Promise<boolean> {
  try {
    await get("/api/v1/processes/{namespace}/{name}", { path: { namespace, name } });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === NOT_FOUND) return false;
    throw error;
  }
}
