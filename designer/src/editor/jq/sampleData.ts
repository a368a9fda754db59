/**
 * The values that expressions are tried on while they are written: of the last run, of a scenario,
 * or pinned by hand. One choice for each process; pinned values for each task, in this browser.
 *
 * Never: made up. Where there are none an expression is only read, not tried.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

import { useMay } from "../../api/access";
import { get, post } from "../../api/client";
import type { Json } from "../../model/json";
import { readPinned, runInput, type Told, type Values, valuesAt } from "../../model/jq/samples";
import { written } from "./asking";
import type { Place } from "./useStanding";

export type Source =
  | { readonly kind: "run" }
  | { readonly kind: "scenario"; readonly name: string }
  | { readonly kind: "pinned" }
  | { readonly kind: "none" };

/** As typed, and when. */
export type Pinned = { readonly text: string; readonly at: string };

type Chosen = {
  readonly sources: Readonly<Record<string, Source>>;
  /** Of a process and task; nothing where it wasn't looked up yet. */
  readonly pinned: Readonly<Record<string, Pinned | undefined>>;
};

const KEPT = "baton.pinned";
const PAGE = 200;
const MOST_PAGES = 10;

export const sampleStore = createStore<Chosen>()(() => ({ sources: {}, pinned: {} }));

export function chooseSource(process: string, source: Source): void {
  sampleStore.setState(({ sources }) => ({ sources: { ...sources, [process]: source } }));
}

const keyOf = (process: string, task: string | undefined) => `${KEPT}:${process}:${task ?? ""}`;

/** Kept until it is unpinned; only here, where no other person sees it. */
export function pin(process: string, task: string | undefined, pinned: Pinned | undefined): void {
  const key = keyOf(process, task);
  try {
    if (pinned === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(pinned));
  } catch {
    // Full or forbidden: then it lasts as long as the page.
  }
  sampleStore.setState((before) => ({ pinned: { ...before.pinned, [key]: pinned } }));
}

export function usePinned(process: string, task: string | undefined): Pinned | undefined {
  const key = keyOf(process, task);
  const held = useStore(sampleStore, ({ pinned }) => pinned[key]);
  const isHeld = useStore(sampleStore, ({ pinned }) => Object.hasOwn(pinned, key));
  return isHeld ? held : keptAt(key);
}

/** The same object for the same text, so that nothing is drawn anew for it. */
const read = new Map<string, Pinned | undefined>();

function keptAt(key: string): Pinned | undefined {
  const text = textAt(key);
  if (text === null) return undefined;
  if (!read.has(text)) read.set(text, pinnedIn(text));
  return read.get(text);
}

function textAt(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function pinnedIn(kept: string): Pinned | undefined {
  try {
    const { text, at } = JSON.parse(kept) as Partial<Pinned>;
    return typeof text === "string" && typeof at === "string" ? { text, at } : undefined;
  } catch {
    return undefined;
  }
}

export type Course = { readonly id: string; readonly at: string; readonly lines: readonly Told[] };

/** The last run of the process and what its tasks had; nothing where it never ran. */
export function lastRunQuery(process: string) {
  return queryOptions({
    queryKey: ["jq-last-run", process],
    queryFn: async ({ signal }): Promise<Course | null> => {
      const query = { workflow: process, limit: 1 };
      const [run] = (await get("/api/v1/runs", { query, signal })).items;
      if (run === undefined) return null;
      return { id: run.id, at: run.createdAt, lines: await linesOf(run.id, signal) };
    },
    retry: false,
  });
}

async function linesOf(id: string, signal: AbortSignal): Promise<Told[]> {
  const lines: Told[] = [];
  let after = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { after, limit: PAGE };
    const { items } = await get("/api/v1/runs/{id}/trace", { path: { id }, query, signal });
    lines.push(...(items as readonly Told[]));
    after = items.at(-1)?.sequence ?? after;
    if (items.length < PAGE) break;
  }
  return lines;
}

export type Kept = { readonly name: string; readonly scenario: Json; readonly savedAt: string };

/** Scenarios of the process that are kept; none where there are no such yet. */
export function scenariosQuery(process: string) {
  const [namespace = "", name = ""] = process.split("/");
  return queryOptions({
    queryKey: ["jq-scenarios", process],
    queryFn: async ({ signal }) => {
      const path = "/api/v1/processes/{namespace}/{name}/scenarios" as never;
      const page = (await get(path, { path: { namespace, name }, signal })) as {
        readonly items: readonly Kept[];
      };
      return page.items;
    },
    retry: false,
  });
}

function scenarioQuery(document: Json, kept: Kept | undefined) {
  return queryOptions({
    queryKey: ["jq-scenario", kept?.name, kept?.savedAt, document],
    queryFn: async ({ signal }): Promise<readonly Told[]> => {
      const body = written({ document, scenarios: { [kept?.name ?? ""]: kept?.scenario } });
      const shown = await post("/api/v1/definitions/simulate", { body, signal });
      return (shown.scenarios[0]?.trace ?? []) as readonly Told[];
    },
    retry: false,
    staleTime: Infinity,
  });
}

export type Sample = {
  readonly source: Source;
  /** Nothing where the source has none for this task. */
  readonly values: Values | undefined;
  /** When they came about. */
  readonly at: string | undefined;
  /** Tells apart what was tried on other values. */
  readonly key: string;
  readonly isComing: boolean;
  readonly scenarios: readonly Kept[];
  readonly mayRead: boolean;
};

export function useSample({ process, task, document }: Place): Sample {
  const pinned = usePinned(process, task);
  const mayRead = useMay(process === "" ? undefined : process)("runs:read");
  const usual: Source = pinned ? { kind: "pinned" } : mayRead ? { kind: "run" } : { kind: "none" };
  const source = useStore(sampleStore, ({ sources }) => sources[process]) ?? usual;
  const isKnown = process !== "";
  const run = useQuery({
    ...lastRunQuery(process),
    enabled: isKnown && mayRead && source.kind === "run",
  });
  const scenarios = useQuery({ ...scenariosQuery(process), enabled: isKnown }).data ?? [];
  const chosen = scenarios.find((one) => source.kind === "scenario" && one.name === source.name);
  const played = useQuery({ ...scenarioQuery(document, chosen), enabled: chosen !== undefined });
  const common = { source, scenarios, mayRead };
  if (source.kind === "pinned") {
    const values = pinned && readPinned(pinned.text);
    const key = `pinned ${pinned?.text ?? ""}`;
    return { ...common, values, at: pinned?.at, key, isComing: false };
  }
  if (source.kind === "run") {
    const { data, isLoading } = run;
    const values = data ? at(data.lines, task) : undefined;
    const key = `run ${data?.id ?? ""} ${task ?? ""}`;
    return { ...common, values, at: data?.at, key, isComing: isLoading };
  }
  const { data, isLoading, dataUpdatedAt } = played;
  const values = source.kind === "scenario" && data ? at(data, task) : undefined;
  const key = `scenario ${chosen?.name ?? ""} ${chosen?.savedAt ?? ""} ${dataUpdatedAt} ${task ?? ""}`;
  return { ...common, values, at: chosen?.savedAt, key, isComing: isLoading };
}

function at(lines: readonly Told[], task: string | undefined): Values | undefined {
  if (task !== undefined) return valuesAt(lines, task);
  const input = runInput(lines);
  const variables = { workflow: { input: input ?? null } };
  return input === undefined ? undefined : { input, output: undefined, context: {}, variables };
}
