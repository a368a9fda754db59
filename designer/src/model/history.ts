/**
 * What a text was before each change, so that it can be undone and done again, whichever view it
 * was made in.
 *
 * Never: a second history for one of the views, nor one without an end; the oldest are forgotten.
 */
import { between } from "./yaml/changes";

/** What is chosen: tasks in the picture, a range in the text. */
export type Selection = {
  readonly tasks: readonly string[];
  readonly range: { readonly from: number; readonly to: number } | undefined;
};

export const NO_SELECTION: Selection = { tasks: [], range: undefined };

/** The two texts differ in one place only. */
type Step = {
  readonly from: number;
  readonly removed: string;
  readonly inserted: string;
  readonly before: Selection;
  readonly after: Selection;
  readonly burst: string | undefined;
  /** When it began and when it was changed last. */
  readonly began: number;
  readonly ended: number;
};

export type History = {
  readonly text: string;
  readonly selection: Selection;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
};

export const MOST_STEPS = 300;
export const MOST_CHARACTERS = 4_000_000;
/** Who types goes on typing; a pause ends what is undone at once. */
export const PAUSE_MILLISECONDS = 1_000;
export const LONGEST_MILLISECONDS = 10_000;

export function historyOf(text: string, selection: Selection = NO_SELECTION): History {
  return { text, selection, past: [], future: [] };
}

export type Made = {
  readonly selection: Selection;
  /** Milliseconds of any clock that goes on. */
  readonly at: number;
  /** What belongs together, such as `typing` or the field that is filled in. */
  readonly burst?: string | undefined;
};

/** After a change. */
export function recorded(history: History, text: string, made: Made): History {
  const { selection, at, burst } = made;
  if (text === history.text) return { ...history, selection };
  const last = history.past.at(-1);
  const goesOn =
    last !== undefined &&
    burst !== undefined &&
    last.burst === burst &&
    at - last.ended <= PAUSE_MILLISECONDS &&
    at - last.began <= LONGEST_MILLISECONDS;
  const start = goesOn ? replaced(history.text, last, "back") : history.text;
  const earlier = goesOn ? history.past.slice(0, -1) : history.past;
  const change = between(start, text);
  if (change === undefined) return { text, selection, past: earlier, future: [] };
  const step: Step = {
    from: change.from,
    removed: start.slice(change.from, change.to),
    inserted: change.insert,
    before: goesOn ? last.before : history.selection,
    after: selection,
    burst,
    began: goesOn ? last.began : at,
    ended: at,
  };
  return { text, selection, past: bounded([...earlier, step]), future: [] };
}

/** Only what is chosen has changed. */
export function selected(history: History, selection: Selection): History {
  return { ...history, selection };
}

/** As it was before; the same where nothing is left to undo. */
export function undone(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    text: replaced(history.text, step, "back"),
    selection: step.before,
    past: history.past.slice(0, -1),
    future: [...history.future, closed(step)],
  };
}

export function redone(history: History): History {
  const step = history.future.at(-1);
  if (step === undefined) return history;
  return {
    text: replaced(history.text, step, "forth"),
    selection: step.after,
    past: [...history.past, step],
    future: history.future.slice(0, -1),
  };
}

/** What was undone once isn't typed on to. */
function closed(step: Step): Step {
  return { ...step, burst: undefined };
}

function replaced(text: string, step: Step, way: "back" | "forth"): string {
  const [there, instead] =
    way === "back" ? [step.inserted, step.removed] : [step.removed, step.inserted];
  return text.slice(0, step.from) + instead + text.slice(step.from + there.length);
}

function bounded(steps: readonly Step[]): readonly Step[] {
  let [first, size] = [steps.length, 0];
  while (first > 0 && steps.length - first < MOST_STEPS) {
    const step = steps[first - 1];
    size += (step?.removed.length ?? 0) + (step?.inserted.length ?? 0);
    // The last change can be undone however large it is.
    if (size > MOST_CHARACTERS && first < steps.length) break;
    first -= 1;
  }
  return first === 0 ? steps : steps.slice(first);
}
