/**
 * Hears while a definition is open that somebody else has saved it, and reads what stands there.
 *
 * Never: what oneself has saved taken for somebody else's, though news of it may come first.
 */
import { readSketch, type Place } from "../api/sketches";
import { type SketchNews, watchSketch } from "../api/sketchNews";
import type { Autosave } from "./autosaving";

const RETRY_MS = 10_000;

type Given = {
  readonly place: Place;
  readonly autosave: Autosave;
  readonly onNews: (news: SketchNews) => void;
};

/** What it returns ends it. */
export function hearing({ place, autosave, onNews }: Given): () => void {
  const { state } = autosave;
  let latest: SketchNews | undefined;
  let isReading = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const off = new AbortController();
  const look = async () => {
    if (latest === undefined || isReading || state.getState().sending !== undefined) return;
    if (isKnown(latest.revision, autosave)) {
      latest = undefined;
      return;
    }
    isReading = true;
    const { revision, yours } = latest;
    try {
      const newest = await readSketch(place, off.signal);
      if (state.getState().sending === undefined && !off.signal.aborted) {
        latest = undefined;
        if (!isKnown(newest?.revision ?? null, autosave))
          autosave.hear(newest && { ...newest, isMine: yours && newest.revision === revision });
      }
    } catch {
      // A sign-in that is over, or no network: the next save says so. Here it is only read again.
      if (!off.signal.aborted) retry = setTimeout(() => void look(), RETRY_MS);
    } finally {
      isReading = false;
    }
    if (latest !== undefined && retry === undefined) void look();
  };
  const ends = [
    watchSketch(place, (news) => {
      onNews(news);
      latest = news;
      clearTimeout(retry);
      retry = undefined;
      void look();
    }),
    state.subscribe((now, before) => {
      if (now.sending === undefined && before.sending !== undefined) void look();
    }),
  ];
  return () => {
    off.abort();
    clearTimeout(retry);
    for (const end of ends) end();
  };
}

/** Numbers only grow: what is told of an older one comes late. */
function isKnown(revision: number | null, { state }: Autosave): boolean {
  const { base, theirs } = state.getState();
  const known = theirs?.revision ?? base.revision;
  if (revision === null) return known === null;
  return known !== null && revision <= known;
}
