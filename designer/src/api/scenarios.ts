/**
 * Scenarios of a process that are kept for all who draw it.
 *
 * Never: one kept over what somebody else has kept meanwhile; the server is told what one has read.
 */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { type Json, textOf } from "../model/json";
import type { Scenario } from "../model/trial";
import { get, put, remove } from "./client";
import type { components } from "./schema";

type Place = { readonly namespace: string; readonly name: string };

export type Kept = Omit<components["schemas"]["ScenarioShown"], "scenario"> & {
  readonly scenario: Scenario;
};

const LIST = "/api/v1/processes/{namespace}/{name}/scenarios";
const ONE = "/api/v1/processes/{namespace}/{name}/scenarios/{scenario}";

const keyOf = ({ namespace, name }: Place) => ["scenarios", namespace, name];

export function useScenarios(place: Place) {
  return useQuery({
    queryKey: keyOf(place),
    queryFn: async ({ signal }) => {
      const { items } = await get(LIST, { path: place, signal });
      return items.map((one) => ({ ...one, scenario: one.scenario }));
    },
    enabled: place.namespace !== "" && place.name !== "",
  });
}

export type Keeping = {
  readonly name: string;
  readonly scenario: Scenario;
  /** What was read of it; undefined where there is none yet, "any" to keep it over whatever is there. */
  readonly base?: string;
};

export function keepScenario(place: Place, { name, scenario, base }: Keeping) {
  return put(ONE, {
    path: { ...place, scenario: name },
    body: textOf({ scenario: scenario as Json }),
    headers: headersOf(base),
  });
}

export function useKeepScenario(place: Place) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (keeping: Keeping) => keepScenario(place, keeping),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(place) }),
  });
}

export function useDropScenario(place: Place) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, etag }: Pick<Kept, "name" | "etag">) =>
      remove(ONE, { path: { ...place, scenario: name }, headers: { "If-Match": `"${etag}"` } }),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(place) }),
  });
}

function headersOf(base: string | undefined): Record<string, string> {
  if (base === undefined) return { "If-None-Match": "*" };
  return base === "any" ? {} : { "If-Match": `"${base}"` };
}
