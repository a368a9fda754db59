/**
 * Trials of a document that is not kept: nothing is called, and no time passes.
 *
 * Never: a run; whoever tries starts none.
 */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";

import { type Json, textOf } from "../model/json";
import { type Scenario, scenarioOf, type Trial, waitedUntil } from "../model/trial";
import type { Outcome } from "../model/trialOutcome";
import { get, post } from "./client";
import type { components } from "./schema";

export type Coverage = components["schemas"]["Coverage"];
export type Missed = components["schemas"]["Missed"];
export type FunctionShown = components["schemas"]["FunctionShown"];

export type Simulated = {
  readonly passed: boolean;
  readonly scenarios: readonly Outcome[];
  readonly coverage: Coverage;
};

/** As many as the server plays at once. */
const MOST = 100;
const TRIAL = "trial";

async function simulated(said: Json, signal?: AbortSignal): Promise<Simulated> {
  const asking = { body: textOf(said), ...(signal !== undefined && { signal }) };
  const found = await post("/api/v1/definitions/simulate", asking);
  return { ...found, scenarios: found.scenarios as readonly Outcome[] };
}

/** How far it comes; asked once, without being kept. */
export async function outcomeOf(
  document: string,
  trial: Trial,
  signal?: AbortSignal,
): Promise<Outcome> {
  const scenarios = { [TRIAL]: scenarioOf(trial) as Json };
  const said = { document, scenarios, pauseAfterMs: waitedUntil(trial) };
  const [outcome] = (await simulated(said, signal)).scenarios;
  if (outcome === undefined) throw new Error("No outcome.");
  return outcome;
}

/** How far a trial has come; it stops wherever somebody is asked. */
export function useTrial(document: string, trial: Trial) {
  const scenario = scenarioOf(trial) as Json;
  const pauseAfterMs = waitedUntil(trial);
  return useQuery({
    queryKey: ["trial", document, textOf(scenario), pauseAfterMs],
    queryFn: ({ signal }) => outcomeOf(document, trial, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}

export type Several = {
  readonly document: string;
  readonly scenarios: Readonly<Record<string, Scenario>>;
};

/** Whole scenarios, with what they expect. */
export function useSimulating() {
  return useMutation({
    mutationFn: ({ document, scenarios }: Several) => {
      const some = Object.fromEntries(Object.entries(scenarios).slice(0, MOST));
      return simulated({ document, scenarios: some as Json });
    },
  });
}

/** What the catalogue says of a function, by what a task writes behind `call`. */
export function useFunction(call: string): FunctionShown | undefined {
  const { data } = useQuery({
    queryKey: ["functions"],
    queryFn: ({ signal }) => get("/api/v1/functions", { query: { limit: 200 }, signal }),
    staleTime: Infinity,
    retry: false,
  });
  return data?.items.find((one) => one.call === call);
}
