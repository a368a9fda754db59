/**
 * How far somebody has come with their first process: what has really happened, as it was seen.
 *
 * Never: a step that counts as done because somebody has pressed "Next"; there is no such button.
 */
import type { Drawn } from "./drawn";

export type Place = { readonly namespace: string; readonly name: string };

export type Progress = {
  /** The process that was begun; nothing else that somebody opens counts. */
  readonly place: Place | undefined;
  readonly drawn: Drawn;
  /** In a trial the approval was decided. */
  readonly tried: boolean;
  readonly published: boolean;
  /** The newest run of it that they have started. */
  readonly run: string | undefined;
  readonly decided: boolean;
  /** They have looked at the run, and it had ended. */
  readonly sawEnd: boolean;
};

export const STEP_KEYS = [
  "name",
  "form",
  "approval",
  "decider",
  "alone",
  "try",
  "publish",
  "start",
  "decide",
  "end",
] as const;
export type StepKey = (typeof STEP_KEYS)[number];

const DONE: Readonly<Record<StepKey, (progress: Progress) => boolean>> = {
  name: ({ place }) => place !== undefined,
  form: ({ drawn }) => drawn.fields > 0,
  approval: ({ drawn }) => drawn.approval !== undefined,
  decider: ({ drawn }) => drawn.byMe,
  alone: ({ drawn }) => drawn.selfApproval,
  try: ({ tried }) => tried,
  publish: ({ published }) => published,
  start: ({ run }) => run !== undefined,
  decide: ({ decided }) => decided,
  end: ({ sawEnd }) => sawEnd,
};

export function isDone(step: StepKey, progress: Progress): boolean {
  return DONE[step](progress);
}

export function doneOf(progress: Progress): readonly StepKey[] {
  return STEP_KEYS.filter((step) => isDone(step, progress));
}

/** What comes next: the first that is neither done nor left out; nothing once all are. */
export function nextOf(progress: Progress, skipped: readonly StepKey[]): StepKey | undefined {
  return STEP_KEYS.find((step) => !isDone(step, progress) && !skipped.includes(step));
}

/** Those that need the room of a wide screen. */
export const DRAWN_STEPS: ReadonlySet<StepKey> = new Set([
  "form",
  "approval",
  "decider",
  "alone",
  "try",
  "publish",
]);

/** Where a step is done: the address of the page. */
export function addressOf(step: StepKey, { place, run }: Progress): string {
  if (place === undefined) return "/processes/new";
  const process = `/processes/${place.namespace}/${place.name}`;
  if (step === "name" || DRAWN_STEPS.has(step)) return `${process}/edit?view=picture`;
  if (step === "decide") return "/approvals";
  return run === undefined || step === "start" ? `${process}/start` : `/runs/${run}`;
}
