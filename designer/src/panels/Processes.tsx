/**
 * The published processes, each with the way to start it.
 *
 * Never: a draft; what is listed here can run.
 */
import { useId, useState } from "react";

import { type Definition, usePublished } from "../api/definitions";
import type { Process } from "../model/versions";
import { Button } from "../parts/Button";
import { Empty, Loading } from "../parts/Empty";
import { say } from "../words";
import styles from "./Processes.module.css";
import { StartForm } from "./StartForm";
import { Trouble } from "./Trouble";

type Props = {
  readonly mayRun: boolean;
  readonly onStarted: (run: string) => void;
};

export function Processes({ mayRun, onStarted }: Props) {
  const published = usePublished();
  const [opened, setOpened] = useState<string>();
  return (
    <>
      <h2>{say("processes.title")}</h2>
      {published.isPending && <Loading label={say("page.loading")} />}
      {published.isError && published.data === undefined && <Trouble error={published.error} />}
      {published.data?.length === 0 && (
        <Empty title={say("processes.empty")}>
          <p>
            {say("processes.emptyRemedy")} <code>{COMMAND}</code>
          </p>
        </Empty>
      )}
      <ul className={styles["list"]}>
        {published.data?.map((process) => (
          <Entry
            key={process.id}
            process={process}
            mayRun={mayRun}
            open={process.id === opened}
            onToggle={() => {
              setOpened(process.id === opened ? undefined : process.id);
            }}
            onStarted={onStarted}
          />
        ))}
      </ul>
    </>
  );
}

/** Typed as it stands in every language. */
const COMMAND = "baton apply FILE.yaml";

type EntryProps = {
  readonly process: Process<Definition>;
  readonly mayRun: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onStarted: (run: string) => void;
};

function Entry({ process, mayRun, open, onToggle, onStarted }: EntryProps) {
  const formId = useId();
  const { newest, earlier } = process;
  const word = open ? "processes.close" : "processes.run";
  const label = say(open ? "processes.closeLabel" : "processes.runLabel", { name: newest.name });
  return (
    <li className={styles["entry"]} data-open={open || undefined}>
      <div className={styles["line"]}>
        <div className={styles["words"]}>
          <h3>{newest.name}</h3>
          <p>
            {newest.namespace} · {say("processes.version", { version: newest.version })}
            {earlier.length > 0 && ` · ${say("processes.earlier", { count: earlier.length })}`}
          </p>
        </div>
        {mayRun && (
          <Button
            look={open ? "quiet" : "plain"}
            aria-label={label}
            aria-expanded={open}
            aria-controls={open ? formId : undefined}
            onClick={onToggle}
          >
            {say(word)}
          </Button>
        )}
      </div>
      {open && (
        <div id={formId}>
          <StartForm workflow={process.id} version={newest.version} onStarted={onStarted} />
        </div>
      )}
    </li>
  );
}
