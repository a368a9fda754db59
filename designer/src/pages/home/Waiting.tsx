/**
 * What waits for whoever looks: the first few decisions, those due soonest on top.
 *
 * Never: decided from here; one sees what it is about first.
 */
import { Link } from "@tanstack/react-router";

import { useApprovalCounts, useApprovals } from "../../api/approvals";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Row, RowMore, RowTitle, RowWords } from "../../parts/Row";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import { Due } from "../approvals/Due";
import styles from "./Home.module.css";
import { MoreLink, Nothing, Part } from "./Part";

const MOST = 5;

export function Waiting() {
  const { lines, error } = useApprovals("waiting");
  const counts = useApprovalCounts(true).data;
  const { me = 0, standin = 0 } = counts ?? {};
  return (
    <Part
      title={say("home.waiting")}
      count={me > 0 ? say("home.count", { count: me }) : undefined}
      more={<MoreLink to="/approvals">{say("home.allWaiting")}</MoreLink>}
    >
      {lines === undefined && <NotYet error={error} />}
      {lines?.length === 0 && <Nothing>{say("home.nothingWaits")}</Nothing>}
      {lines !== undefined && lines.length > 0 && (
        <ListOf label={say("home.waiting")} items={lines.slice(0, MOST)} keyOf={({ id }) => id}>
          {({ id, subject, run, requester, due, openedAt }) => (
            <Row columns={styles["line"]}>
              <RowWords>
                <RowTitle>
                  <Link data-row to="/approvals/$id" params={{ id }}>
                    <bdi>{subject}</bdi>
                  </Link>
                </RowTitle>
                <RowMore>
                  <bdi>{run.title ?? `${run.namespace}/${run.name}`}</bdi>
                  {requester !== null && <bdi>{requester.name}</bdi>}
                </RowMore>
              </RowWords>
              <span className={styles["when"]}>
                {due === null ? <Ago moment={openedAt} /> : <Due due={due} />}
              </span>
            </Row>
          )}
        </ListOf>
      )}
      {standin > 0 && (
        <p className={styles["besides"]}>
          <Link to="/approvals" search={{ view: "standin" }}>
            {say("home.standin", { count: standin })}
          </Link>
        </p>
      )}
    </Part>
  );
}
