/**
 * Where news of runs enters what this page has read: each list that a run belongs to, at once.
 *
 * Never: a second place that changes those lists.
 */
import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { matches, type RunFilter } from "../model/runFilter";
import { live } from "./live";
import { PROCESSES } from "./processes";
import { readAgain } from "./readAgain";
import { type RunListed, type RunPages, RUNS } from "./runs";

/** Counts of many processes change with every run; they are read again at most so often. */
const COUNTS_MS = 2_000;

export function useFeed(me: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const counts = seldom(() => void client.invalidateQueries({ queryKey: [PROCESSES] }));
    const forget = live.watch({
      topic: "runs",
      hear: (message) => {
        counts.call();
        if (message.type === "run") enter(client, message["run"] as unknown as RunListed, me);
        // Something may have been missed: what was read before is read again.
        else for (const query of listsOf(client)) readAgain(client, query);
      },
    });
    return () => {
      counts.stop();
      forget();
    };
  }, [client, me]);
}

function enter(client: QueryClient, run: RunListed, me: string): void {
  for (const query of listsOf(client)) {
    const filter = query.queryKey[1] as RunFilter;
    // What is being read may be older than this news.
    if (query.state.fetchStatus === "fetching") readAgain(client, query);
    client.setQueryData<RunPages>(
      query.queryKey,
      (pages) => pages && withRun(pages, run, filter, me),
    );
  }
}

function listsOf(client: QueryClient): Query[] {
  return client.getQueryCache().findAll({ queryKey: [RUNS] });
}

/** In its place if it stands there, on top if it is new; gone if it belongs no more. */
export function withRun(pages: RunPages, run: RunListed, filter: RunFilter, me: string): RunPages {
  const belongs = matches(run, filter, me);
  const known = pages.pages.some(({ items }) => items.some(({ id }) => id === run.id));
  const changed = pages.pages.map((page) => {
    const at = page.items.findIndex(({ id }) => id === run.id);
    if (at < 0) return page;
    const items = belongs ? page.items.with(at, run) : page.items.toSpliced(at, 1);
    return { ...page, items };
  });
  const [first, ...others] = changed;
  if (known || !belongs || first === undefined) return { ...pages, pages: changed };
  // Ids are in the order of time: older ones come with their page.
  const at = first.items.findIndex(({ id }) => id < run.id);
  if (at < 0 && first.items.length > 0) return pages;
  const items = first.items.toSpliced(Math.max(at, 0), 0, run);
  return { ...pages, pages: [{ ...first, items }, ...others] };
}

/** At most once in a while, the last call never lost. */
function seldom(action: () => void): { readonly call: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        action();
      }, COUNTS_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
