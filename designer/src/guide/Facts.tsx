/**
 * What the server knows of the process that the guide goes along with: published, started,
 * decided, ended.
 *
 * Never: asked while nobody is guided, or before there is such a process.
 */
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";

import { useApprovals } from "../api/approvals";
import { useVersions } from "../api/publishing";
import { hasEnded, useRuns } from "../api/runs";
import type { Place } from "./progress";
import { type Guide, seen } from "./store";

type Props = { readonly guide: StoreApi<Guide>; readonly place: Place };

export function Facts({ guide, place }: Props) {
  const published = usePublished(place);
  useEffect(() => {
    if (published !== undefined) seen(guide, { published });
  }, [guide, published]);
  return published === true ? <OfRun guide={guide} place={place} /> : null;
}

function usePublished(place: Place): boolean | undefined {
  const { data } = useVersions(place);
  return data?.some(({ state }) => state === "published" || state === "deprecated");
}

function OfRun({ guide, place: { namespace, name } }: Props) {
  const { runs } = useRuns({ workflow: `${namespace}/${name}`, startedBy: "me" });
  const newest = runs?.[0];
  const run = newest?.id;
  const isOver = newest !== undefined && hasEnded(newest.status);
  const { pathname } = useLocation();
  const isThere = run !== undefined && pathname === `/runs/${run}`;
  useEffect(() => {
    if (run !== undefined) seen(guide, { run });
  }, [guide, run]);
  useEffect(() => {
    if (isOver && isThere) seen(guide, { sawEnd: true });
  }, [guide, isOver, isThere]);
  return run === undefined ? null : <OfDecision guide={guide} run={run} />;
}

function OfDecision({ guide, run }: Pick<Props, "guide"> & { readonly run: string }) {
  const isKnown = useStore(guide, ({ decided }) => decided);
  const { lines } = useApprovals("decided");
  const decided = lines?.some((line) => line.run.id === run);
  useEffect(() => {
    if (!isKnown && decided === true) seen(guide, { decided });
  }, [guide, isKnown, decided]);
  return null;
}
