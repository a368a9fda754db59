/**
 * How an approval stands: who asks, which process, which stage, by when, who is asked.
 *
 * Never: a link to a run that whoever looks may not see.
 */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { ApprovalWhole } from "../../api/approvals";
import { StateMark } from "../../parts/StateMark";
import { Tag } from "../../parts/Tag";
import { Moment } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Approval.module.css";
import { Due } from "./Due";

export function About({ approval }: { readonly approval: ApprovalWhole }) {
  const { requester, stage, due, round, endedAt } = approval;
  return (
    <>
      <dl className={styles["facts"]}>
        {requester !== null && (
          <Fact name={say("approval.requester")}>
            <bdi>{requester.name}</bdi>
          </Fact>
        )}
        <Fact name={say("approval.process")}>
          <Process approval={approval} />
        </Fact>
        <Fact name={say("approval.opened")}>
          <Moment moment={approval.openedAt} />
        </Fact>
        {endedAt !== null && (
          <Fact name={say("approval.ended")}>
            <Moment moment={endedAt} />
          </Fact>
        )}
        {due !== null && (
          <Fact name={say("approval.due")}>
            <Due due={due} />
          </Fact>
        )}
        {stage.of > 1 && (
          <Fact name={say("approval.stage")}>
            {say("approvals.stage", { number: stage.number, of: stage.of })}
            {stage.title !== "" && (
              <>
                {" · "}
                <bdi>{stage.title}</bdi>
              </>
            )}
          </Fact>
        )}
        {round > 1 && <Fact name={say("approval.round")}>{round}</Fact>}
      </dl>
      <Asked approval={approval} />
    </>
  );
}

type FactProps = { readonly name: string; readonly children: ReactNode };

function Fact({ name, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Process({ approval: { run, task, seesRun } }: { readonly approval: ApprovalWhole }) {
  const name = <bdi>{run.title ?? `${run.namespace}/${run.name}`}</bdi>;
  if (!seesRun) return name;
  return (
    <Link to="/runs/$id" params={{ id: run.id }} search={{ task }}>
      {name}
    </Link>
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
