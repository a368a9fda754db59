/**
 * How an approval stands: who asks, which process, which stage, by when, who is asked.
 *
 * Never: a link to a run that whoever looks may not see.
 */
import { Link } from "@tanstack/react-router";

import type { ApprovalWhole } from "../../api/approvals";
import { StateMark } from "../../parts/StateMark";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { Due } from "./Due";

export function About({ approval }: { readonly approval: ApprovalWhole }) {
  const { run, requester, stage, due, round, endedAt } = approval;
  const name = run.title ?? `${run.namespace}/${run.name}`;
  return (
    <>
      <dl className={styles["facts"]}>
        {requester !== null && (
          <div>
            <dt>{say("approval.requester")}</dt>
            <dd>
              <bdi>{requester.name}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>{say("approval.process")}</dt>
          <dd>
            {approval.seesRun ? (
              <Link to="/runs/$id" params={{ id: run.id }} search={{ task: approval.task }}>
                <bdi>{name}</bdi>
              </Link>
            ) : (
              <bdi>{name}</bdi>
            )}
          </dd>
        </div>
        <div>
          <dt>{say("approval.opened")}</dt>
          <dd>
            <Moment moment={approval.openedAt} />
          </dd>
        </div>
        {endedAt !== null && (
          <div>
            <dt>{say("approval.ended")}</dt>
            <dd>
              <Moment moment={endedAt} />
            </dd>
          </div>
        )}
        {due !== null && (
          <div>
            <dt>{say("approval.due")}</dt>
            <dd>
              <Due due={due} />
            </dd>
          </div>
        )}
        {stage.of > 1 && (
          <div>
            <dt>{say("approval.stage")}</dt>
            <dd>
              {say("approvals.stage", { number: stage.number, of: stage.of })}
              {stage.title !== "" && (
                <>
                  {" · "}
                  <bdi>{stage.title}</bdi>
                </>
              )}
            </dd>
          </div>
        )}
        {round > 1 && (
          <div>
            <dt>{say("approval.round")}</dt>
            <dd>{round}</dd>
          </div>
        )}
      </dl>
      <Asked approval={approval} />
    </>
  );
}

const MARKS = { open: "waiting", voted: "completed", closed: "cancelled" } as const;

function Asked({ approval: { asked, stage, kind } }: { readonly approval: ApprovalWhole }) {
  if (asked.length === 0) return null;
  return (
    <section>
      <h2>{say("approval.asked")}</h2>
      {kind === "approval" && asked.length > 1 && (
        <p className={styles["soft"]}>
          {typeof stage.rule === "number"
            ? say("approval.rule.some", { count: stage.rule })
            : say(`approval.rule.${stage.rule}`)}
        </p>
      )}
      <ul className={styles["asked"]}>
        {asked.map(({ id, name, state, why, reminded }) => (
          <li key={id}>
            <StateMark state={MARKS[state]} />
            <span>
              <bdi>{name}</bdi>{" "}
              <span className="unseen">{say(`approval.askedStates.${state}`)}</span>
            </span>
            {why === "escalation" && <Tag>{say("approval.escalated")}</Tag>}
            {why === "reassigned" && <Tag>{say("approval.reassigned")}</Tag>}
            {state === "open" && reminded > 0 && (
              <Tag>{say("approval.reminded", { count: reminded })}</Tag>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
