/**
 * Processes, runs and the chosen run beside each other; on a phone one after the other.
 *
 * Never: more than one place to look for what is going on now.
 */
import { useEffect, useRef } from "react";

import type { Me } from "../api/session";
import { Button } from "../parts/Button";
import { Empty } from "../parts/Empty";
import { Header } from "../panels/Header";
import { Processes } from "../panels/Processes";
import { RunPanel } from "../panels/RunPanel";
import { Runs } from "../panels/Runs";
import { say } from "../words";
import { addressOf, useSelection } from "./selection";
import styles from "./Workspace.module.css";

/** As in the style: below it the chosen run takes the whole page. */
const ONE_AT_A_TIME = "(max-width: 47.99rem)";

export function Workspace({ me }: { readonly me: Me }) {
  const { run, select } = useSelection();
  const chosen = useRef<HTMLElement>(null);
  const lastRun = useRef(run);
  useEffect(() => {
    // Only where the page is exchanged does the focus follow; beside a list it stays in the list.
    if (lastRun.current !== run && matchMedia(ONE_AT_A_TIME).matches) {
      if (run === undefined) rowOf(lastRun.current)?.focus();
      else chosen.current?.focus();
    }
    lastRun.current = run;
  }, [run]);
  return (
    <div className={styles["page"]}>
      <a className={styles["skip"]} href="#runs">
        {say("page.skip")}
      </a>
      <Header me={me} />
      <main className={styles["columns"]} data-chosen={run !== undefined || undefined}>
        <section className={styles["processes"]} aria-label={say("processes.title")}>
          <Processes mayRun={me.permissions.includes("runs:start")} onStarted={select} />
        </section>
        <section className={styles["runs"]} aria-label={say("runs.title")}>
          <Runs selected={run} addressOf={addressOf} onSelect={select} />
        </section>
        <section ref={chosen} className={styles["run"]} aria-label={say("run.title")} tabIndex={-1}>
          {run === undefined ? (
            <Empty title={say("run.none")} />
          ) : (
            <>
              <div className={styles["back"]}>
                <Button
                  look="quiet"
                  onClick={() => {
                    select(undefined);
                  }}
                >
                  <Back />
                  {say("run.back")}
                </Button>
              </div>
              <RunPanel key={run} id={run} />
            </>
          )}
        </section>
      </main>
    </div>
  );
}

function rowOf(run: string | undefined): HTMLElement | null {
  return run === undefined ? null : document.querySelector(`[data-run="${CSS.escape(run)}"]`);
}

function Back() {
  return (
    <svg className={styles["arrow"]} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d="M10 3 5 8l5 5" />
    </svg>
  );
}
