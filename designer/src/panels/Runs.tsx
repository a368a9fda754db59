/**
 * The latest runs, live.
 *
 * Never: a row that jumps away under the pointer of who wants to press it; new ones come on top,
 * the others keep their order.
 */
import { type MouseEvent, useState } from "react";

import { MOST_RUNS, type RunListed, useLatestRuns } from "../api/runs";
import { Button } from "../parts/Button";
import { Empty, Loading } from "../parts/Empty";
import { StateMark } from "../parts/StateMark";
import { Ago, Span } from "../parts/Time";
import { say } from "../words";
import { timeOfDay } from "../words/times";
import styles from "./Runs.module.css";
import { Trouble } from "./Trouble";

const FIRST = 25;

type Props = {
  readonly selected: string | undefined;
  readonly addressOf: (run: string) => string;
  readonly onSelect: (run: string) => void;
};

export function Runs({ selected, addressOf, onSelect }: Props) {
  const [limit, setLimit] = useState(FIRST);
  const runs = useLatestRuns(limit);
  const more = runs.data !== undefined && runs.data.next !== null;
  return (
    <>
      <header>
        <h2 id="runs" tabIndex={-1}>
          {say("runs.title")}
        </h2>
        <div role="status">
          {runs.isError && runs.data !== undefined && (
            <p className={styles["stale"]}>
              <StateMark state="waiting" />
              {say("trouble.stale", { time: timeOfDay(runs.dataUpdatedAt) })}
            </p>
          )}
        </div>
      </header>
      {runs.isPending && <Loading label={say("page.loading")} />}
      {runs.isError && runs.data === undefined && <Trouble error={runs.error} />}
      {runs.data?.items.length === 0 && (
        <Empty title={say("runs.empty")}>
          <p>{say("runs.emptyRemedy")}</p>
        </Empty>
      )}
      <ol className={styles["list"]}>
        {runs.data?.items.map((run) => (
          <li key={run.id}>
            <Row
              run={run}
              current={run.id === selected}
              address={addressOf(run.id)}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ol>
      {more && limit < MOST_RUNS && (
        <Button
          look="quiet"
          onClick={() => {
            setLimit(Math.min(MOST_RUNS, limit * 2));
          }}
        >
          {say("runs.more")}
        </Button>
      )}
      {more && limit >= MOST_RUNS && <p className={styles["end"]}>{say("runs.most")}</p>}
    </>
  );
}

type RowProps = {
  readonly run: RunListed;
  readonly current: boolean;
  readonly address: string;
  readonly onSelect: (run: string) => void;
};

function Row({ run, current, address, onSelect }: RowProps) {
  const select = (event: MouseEvent) => {
    // With a modifier the person wants a tab of their own for it.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onSelect(run.id);
  };
  return (
    <a
      className={styles["row"]}
      href={address}
      aria-current={current || undefined}
      data-run={run.id}
      onClick={select}
    >
      <StateMark state={run.status} />
      <span className={styles["name"]}>{run.workflow}</span>
      <span className={styles["when"]}>
        <Ago moment={run.createdAt} />
      </span>
      <span className={styles["status"]} data-state={run.status}>
        {say(`status.${run.status}`)}
      </span>
      <span className={styles["took"]}>
        {run.startedAt !== null && <Span from={run.startedAt} to={run.endedAt} />}
      </span>
    </a>
  );
}
