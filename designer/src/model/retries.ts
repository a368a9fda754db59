/**
 * What a retry makes of the visits that a trace told of before it: which are open again, and which
 * belong to the course that the run has left.
 *
 * Never: a visit forgotten; what happened on a course that was left has still happened.
 */
import type { Line } from "./tasks";

export type Retaken = {
  /** They stood open when the task began from which the run goes on, and have not completed. */
  readonly reopened: ReadonlySet<string>;
  /** They began with that task or after it. */
  readonly left: ReadonlySet<string>;
};

/** By the sequence of the line that tells of the retry. */
export function retriesOf(lines: readonly Line[]): ReadonlyMap<number, Retaken> {
  const retries = new Map<number, Retaken>();
  const chosen = new Set(lines.filter(isRetry).map(visitOf));
  if (chosen.size === 0) return retries;
  const visits = new Visits(chosen);
  for (const line of lines) {
    if (isRetry(line)) retries.set(line.sequence, visits.retake(visitOf(line)));
    else if (line.visit !== "") visits.hear(line);
  }
  return retries;
}

function isRetry({ kind }: Line): boolean {
  return kind === "run.retried";
}

function visitOf({ body: { visit } }: Line): string {
  return typeof visit === "string" ? visit : "";
}

/** What ended by the fault, or by being cancelled, may be open again. */
const BROKEN_OFF: ReadonlySet<string> = new Set(["task.faulted", "task.cancelled"]);
const DONE: ReadonlySet<string> = new Set(["task.completed", "task.skipped"]);

/** Which visits are open, line by line, and which were when one began that is chosen later. */
class Visits {
  private readonly chosen: ReadonlySet<string>;
  private readonly begun = new Map<string, number>();
  private readonly done = new Set<string>();
  private readonly before = new Map<string, readonly string[]>();
  private open = new Set<string>();

  constructor(chosen: ReadonlySet<string>) {
    this.chosen = chosen;
  }

  hear({ visit, kind }: Line): void {
    if (!this.begun.has(visit)) {
      if (this.chosen.has(visit)) this.before.set(visit, [...this.open]);
      this.begun.set(visit, this.begun.size);
    }
    if (DONE.has(kind)) this.done.add(visit);
    if (DONE.has(kind) || BROKEN_OFF.has(kind)) this.open.delete(visit);
    else this.open.add(visit);
  }

  retake(visit: string): Retaken {
    const reopened = (this.before.get(visit) ?? []).filter((one) => !this.done.has(one));
    const first = this.begun.get(visit);
    const left = [...this.begun].filter(([, at]) => first !== undefined && at >= first);
    this.open = new Set(reopened);
    return { reopened: new Set(reopened), left: new Set(left.map(([one]) => one)) };
  }
}
