/**
 * All iterations of a loop as a run has told them, each with what became of it.
 *
 * Never: colour alone; each has its shape, and its words for who hears them.
 */
import { type KeyboardEvent, useContext, useState } from "react";

import type { Iteration, Loop } from "../../model/iterations";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import { LookingContext } from "./looking";
import styles from "./Loops.module.css";

export function Iterations({ loop }: { readonly loop: Loop }) {
  const { looked, iterate } = useContext(LookingContext);
  const [failedOnly, setFailedOnly] = useState(false);
  const here = looked.at.get(loop.pointer)?.iteration;
  const failed = loop.iterations.filter(({ isTroubled }) => isTroubled);
  const shown = failedOnly && failed.length > 0 ? failed : loop.iterations;
  const entry = shown.find(({ path }) => path === here?.path) ?? shown[0];
  const untold = loop.count - loop.iterations.length;
  return (
    <section>
      <div className={styles["head"]}>
        <h3>{say("loop.title", { count: loop.count })}</h3>
        {failed.length > 0 && (
          <label className={styles["soft"]}>
            <input
              type="checkbox"
              checked={failedOnly}
              onChange={({ currentTarget }) => setFailedOnly(currentTarget.checked)}
            />{" "}
            {say("loop.failed", { count: failed.length })}
          </label>
        )}
      </div>
      <div
        className={styles["strip"]}
        role="toolbar"
        aria-label={say("loop.title", { count: loop.count })}
        onKeyDown={walk}
      >
        {shown.map((one) => (
          <button
            key={one.path}
            type="button"
            aria-label={wordsOf(one)}
            title={wordsOf(one)}
            aria-current={one.path === here?.path || undefined}
            tabIndex={one === entry ? 0 : -1}
            onClick={() => iterate(one.path)}
          >
            {/* What was caught is over, but is what one looks for. */}
            <StateMark state={one.isTroubled ? "faulted" : one.state} />
            <span aria-hidden="true">{say("loop.count", { count: one.place + 1 })}</span>
          </button>
        ))}
      </div>
      {untold > 0 && <p className={styles["soft"]}>{say("loop.untold", { count: untold })}</p>}
    </section>
  );
}

function wordsOf({ place, state, isTroubled }: Iteration): string {
  const words = { place: place + 1, status: say(`status.${state}`) };
  return say(isTroubled && state !== "faulted" ? "loop.caught" : "loop.state", words);
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** The arrow keys go along the line, which in a right-to-left page runs the other way. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((one) => one === document.activeElement);
  const mirrored = event.key.endsWith("t") && document.dir === "rtl" ? -1 : 1;
  const step = STEPS[event.key];
  const to = event.key === "Home" ? buttons[0] : event.key === "End" ? buttons.at(-1) : undefined;
  const next = to ?? (step === undefined ? undefined : buttons[at + step * mirrored]);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
