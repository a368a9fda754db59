/**
 * How far a publication has come, and what keeps it from going on.
 *
 * Never: published as another text than the one that was compared.
 */
import { useEffect, useState } from "react";

import { overtakenBy, usePublish, useRegister, useVersions } from "../../api/publishing";
import { useScenarios } from "../../api/scenarios";
import { useSimulating } from "../../api/trials";
import { textAt } from "../../model/graphValues";
import { highestOf, isNewer, nextOf, type Step, STEPS } from "../../model/versions";
import type { Place } from "../trying/place";
import { scenariosOf } from "../trying/Scenarios";
import { useEditing, useEditor } from "../useEditor";

/** A published version stays as it is; these have been. */
const WAS_PUBLISHED: ReadonlySet<string> = new Set(["published", "deprecated", "archived"]);

/** Asked when somebody changes the number, never while something is drawn. */
const clock = () => performance.now();

type Saved = { readonly text: string; readonly version: string; readonly hash: string };

export type Publication = ReturnType<typeof usePublication>;

export function usePublication(place: Place, onPublished: () => void) {
  const editor = useEditor();
  const text = useEditing(({ draft }) => draft.text);
  const document = useEditing(({ draft }) => draft.shown?.document);
  const isReadable = useEditing(({ draft }) => draft.faults.length === 0);
  const problems = useEditing(({ found }) => found.problems);
  const versions = useVersions(place);
  const tested = useTested(place, text, isReadable);
  const register = useRegister();
  const publishing = usePublish();
  const [notes, setNotes] = useState("");
  const [allTheSame, setAllTheSame] = useState(false);
  /** What was saved as a draft version, and is compared. */
  const [saved, setSaved] = useState<Saved>();

  const version = textAt(document, "document", "version") ?? "";
  const known = versions.data ?? [];
  const published = known.filter(({ state }) => WAS_PUBLISHED.has(state));
  const newest = highestOf(
    known.filter(({ state }) => state === "published").map((one) => one.version),
  );
  const highest = highestOf(published.map((one) => one.version));
  const taken = published.some((one) => one.version === version);
  const errors = problems.filter(({ severity }) => severity === "error");
  const isSaved = saved?.text === text;
  const blocked = blockedBy({
    mended: isReadable && errors.length === 0,
    known: versions.data !== undefined,
    taken,
    agreed: tested.failed === 0 || allTheSame || !isSaved,
  });
  const number = (next: string) =>
    editor.fill("/document/version", next, { at: clock(), burst: "version" });
  const save = () => {
    publishing.reset();
    // A draft that was there when the versions were read, or that was saved from here since.
    const own = saved?.version === version ? saved.hash : undefined;
    const base = own ?? known.find((one) => one.version === version)?.hash;
    register.mutate({ text, base }, { onSuccess: ({ hash }) => setSaved({ text, version, hash }) });
  };
  const publish = () => {
    if (saved === undefined) return;
    const wanted = { ...place, version, notes, hash: saved.hash, after: newest ?? null };
    publishing.mutate(wanted, {
      onSuccess: onPublished,
      // What it was compared with has changed; nobody publishes over it unseen.
      onError: (error) => {
        if (overtakenBy(error) !== undefined) setSaved(undefined);
      },
    });
  };
  const suggested = STEPS.map((step: Step) => ({
    step,
    version: highest === undefined ? version : nextOf(highest, step),
  }));
  return {
    title: textAt(document, "document", "title") ?? place.name,
    ...{ place, version, newest, highest, taken, errors, isReadable, suggested, tested },
    ...{ notes, setNotes, allTheSame, setAllTheSame, number, save, publish, isSaved, blocked },
    isNewer: isNewer(version, highest),
    isBusy: register.isPending || publishing.isPending,
    error: versions.error ?? register.error ?? publishing.error,
    done: publishing.isSuccess ? version : undefined,
  };
}

type Standing = {
  readonly mended: boolean;
  readonly known: boolean;
  readonly taken: boolean;
  readonly agreed: boolean;
};

function blockedBy({ mended, known, taken, agreed }: Standing) {
  if (!mended) return "mendFirst" as const;
  if (!known) return "looking" as const;
  if (taken) return "numberFirst" as const;
  return agreed ? undefined : ("agreeFirst" as const);
}

/** All scenarios, played on the text as it is when the dialog opens and whenever it changes. */
function useTested(place: Place, text: string, isReadable: boolean) {
  const kept = useScenarios(place);
  const simulating = useSimulating();
  const { mutate } = simulating;
  const items = kept.data;
  useEffect(() => {
    if (items === undefined || items.length === 0 || !isReadable) return;
    mutate({ document: text, scenarios: scenariosOf(items) });
  }, [items, isReadable, mutate, text]);
  const found = simulating.data;
  return {
    count: items?.length,
    found,
    failed: found?.scenarios.filter(({ passed }) => !passed).length ?? 0,
    isPending: simulating.isPending,
    error: kept.error ?? simulating.error,
  };
}
