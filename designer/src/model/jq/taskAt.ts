/**
 * The task that a place in a document belongs to.
 *
 * Never: a guess by a name that looks like one; only lists of tasks hold tasks.
 */

const LISTS = "do|try|catch/do|fork/branches|foreach/do|with/subscription/foreach/do";
const STEP = new RegExp(`^/(?:${LISTS})/\\d+/[^/]+`);

/** The innermost one; nothing where it belongs to the process itself. */
export function taskAt(pointer: string): string | undefined {
  let end = 0;
  for (;;) {
    const step = STEP.exec(pointer.slice(end));
    if (step === null) return end === 0 ? undefined : pointer.slice(0, end);
    end += step[0].length;
  }
}

/** Its own name, as the document has it. */
export function nameAt(task: string): string {
  const last = task.slice(task.lastIndexOf("/") + 1);
  return last.replaceAll("~1", "/").replaceAll("~0", "~");
}
