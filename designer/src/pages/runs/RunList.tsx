/**
 * Runs as they go, the newest on top.
 *
 * Never: a row that jumps away under the pointer or the focus of who wants to press it; what is new
 * waits then and says so.
 */
import { Link } from "@tanstack/react-router";
import { type MouseEvent, useRef } from "react";
import { flushSync } from "react-dom";

import { type RunListed, useRuns } from "../../api/runs";
import type { RunFilter } from "../../model/runFilter";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { ShowMore } from "../../parts/ShowMore";
import { StateWord } from "../../parts/StateWord";
import { Ago, Span } from "../../parts/Time";
import { say } from "../../words";
import styles from "./RunList.module.css";
import { useHeld } from "./useHeld";

type Props = {
  readonly filter: RunFilter;
  /** Shows all again. */
  readonly onClear?: (() => void) | undefined;
};

export function RunList({ filter, onClear }: Props) {
  const found = useRuns(filter);
  const { items, waiting, release, holding } = useHeld(found.runs ?? [], found.isPlaceholderData);
  const list = useRef<HTMLDivElement>(null);
  const take = ({ detail }: MouseEvent) => {
    flushSync(release);
    // The button goes; who pressed it by keys goes on where it led.
    if (detail === 0) list.current?.querySelector<HTMLElement>("[data-row]")?.focus();
  };
  if (found.runs === undefined) return <NotYet error={found.error} />;
  if (found.runs.length === 0) return <Nothing onClear={onClear} />;
  return (
    <div ref={list} className={styles["runs"]} {...holding}>
      <div role="status" className={styles["new"]}>
        {waiting > 0 && (
          <Button look="plain" onClick={take}>
            {say("runs.new", { count: waiting })}
          </Button>
        )}
      </div>
      <div aria-busy={found.isPlaceholderData}>
        <ListOf label={say("runs.title")} items={items} keyOf={({ id }) => id}>
          {(run) => <Row run={run} />}
        </ListOf>
      </div>
      <ShowMore of={found} />
    </div>
  );
}

function Nothing({ onClear }: { readonly onClear: (() => void) | undefined }) {
  return onClear === undefined ? (
    <Empty title={say("runs.empty")}>
      <p>
        <Link to="/processes">{say("runs.emptyRemedy")}</Link>
      </p>
    </Empty>
  ) : (
    <Empty title={say("runs.notFound")}>
      <Button onClick={onClear}>{say("list.clear")}</Button>
    </Empty>
  );
}

function Row({ run }: { readonly run: RunListed }) {
  return (
    <Link
      data-row
      data-run={run.id}
      to="/runs/$id"
      params={{ id: run.id }}
      className={styles["row"]}
    >
      <StateWord state={run.status} />
      <span className={styles["name"]}>
        <span className={styles["title"]}>
          <bdi>{run.title ?? run.workflow}</bdi>
        </span>
        <span className={styles["workflow"]}>
          <bdi>
            {run.workflow} {run.version}
          </bdi>
        </span>
      </span>
      <span className={styles["starter"]}>
        <bdi>{run.startedByName}</bdi>
      </span>
      <span className={styles["when"]}>
        <Ago moment={run.createdAt} />
      </span>
      <span className={styles["took"]}>
        {run.startedAt !== null && <Span from={run.startedAt} to={run.endedAt} />}
      </span>
    </Link>
  );
}
