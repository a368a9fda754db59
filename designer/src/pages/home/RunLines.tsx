/**
 * A few runs, a line each.
 *
 * Never: more than fit at one look; the page of runs has all of them.
 */
import { Link } from "@tanstack/react-router";

import type { RunListed } from "../../api/runs";
import { ListOf } from "../../parts/ListOf";
import { Row, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { StateWord } from "../../parts/StateWord";
import { Ago } from "../../parts/Time";
import styles from "./Home.module.css";

type Props = {
  readonly label: string;
  readonly runs: readonly RunListed[];
  /** Which moment of a run counts here. */
  readonly at?: "createdAt" | "endedAt";
};

const MOST = 5;

export function RunLines({ label, runs, at = "createdAt" }: Props) {
  return (
    <ListOf label={label} items={runs.slice(0, MOST)} keyOf={({ id }) => id}>
      {(run) => (
        <Row columns={styles["line"]}>
          <RowWords>
            <RowTitle>
              <Link data-row data-run={run.id} to="/runs/$id" params={{ id: run.id }}>
                <bdi>{run.title ?? run.workflow}</bdi>
              </Link>
            </RowTitle>
            <RowMore>
              <StateWord state={run.status} />
              <bdi>{run.startedByName}</bdi>
            </RowMore>
          </RowWords>
          <span className={styles["when"]}>
            <Ago moment={run[at] ?? run.createdAt} />
          </span>
        </Row>
      )}
    </ListOf>
  );
}
