/**
 * The values at hand where somebody edits, with those of the chosen sample.
 *
 * Never: asked for twice; every field of a task reads the same.
 */
import { useMemo } from "react";

import { type AtHand, atHandIn, withValues } from "../../model/jq/atHand";
import { type Trial, trialOf } from "../../model/jq/samples";
import type { Scope } from "../../model/jq/scope";
import { type Sample, useSample } from "./sampleData";
import { type Place, useStanding } from "./useStanding";

export type Surroundings = {
  readonly place: Place;
  readonly sample: Sample;
  readonly trial: Trial | undefined;
  readonly scope: Scope;
  readonly atHand: readonly AtHand[];
};

export function useAtHand(pointer: string): Surroundings {
  const place = useStanding(pointer);
  const sample = useSample(place);
  const { values } = sample;
  const { attribute } = place;
  const trial = useMemo(() => values && trialOf(values, attribute), [values, attribute]);
  const scope = useMemo(() => withValues(place.scope, trial), [place.scope, trial]);
  const atHand = useMemo(() => atHandIn(scope), [scope]);
  return { place, sample, trial, scope, atHand };
}
