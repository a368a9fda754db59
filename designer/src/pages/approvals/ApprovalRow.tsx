/**
 * One approval in a list: what it is about, and what one can do about it from here.
 *
 * Never: a decision that needs more than a comment; the page of it has the form.
 */
import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import type { ApprovalLine } from "../../api/approvals";
import { askedHere, type Decision, decisionsAtOnce } from "../../model/approvals";
import { Button } from "../../parts/Button";
import { LinkButton } from "../../parts/LinkButton";
import { StateMark } from "../../parts/StateMark";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Approvals.module.css";
import { Due } from "./Due";
import { labelOf } from "./said";
import { Status } from "./Status";
import type { Outcome } from "./useDeciding";

/** More have no room in a line. */
const MOST = 2;

type Props = {
  readonly line: ApprovalLine;
  readonly outcome: Outcome | undefined;
  readonly isTicked: boolean;
  readonly onTick: (() => void) | undefined;
  readonly onDecide: (decision: Decision) => void;
};

export function ApprovalRow({ line, outcome, isTicked, onTick, onDecide }: Props) {
  const isOpen = askedHere(line) !== undefined;
  const canBeTaken = outcome === undefined || outcome.state === "refused";
  return (
    <div className={styles["row"]} data-done={!canBeTaken || undefined}>
      <span className={styles["tick"]}>
        {onTick !== undefined && canBeTaken && (
          <Checkbox
            checked={isTicked}
            aria-label={say("approvals.tick", { subject: line.subject })}
            onChange={onTick}
          />
        )}
      </span>
      <span className={styles["what"]}>
        <Link
          data-row
          data-approval={line.id}
          to="/approvals/$id"
          params={{ id: line.id }}
          className={styles["subject"]}
        >
          {line.subject}
        </Link>
        <About line={line} />
        {outcome?.state === "refused" && <Became outcome={outcome} />}
      </span>
      <span className={styles["when"]}>
        {isOpen && line.due !== null ? <Due due={line.due} /> : <Ago moment={line.openedAt} />}
      </span>
      <span className={styles["deeds"]}>
        {outcome !== undefined && !canBeTaken && <Became outcome={outcome} />}
        {canBeTaken && (isOpen ? <Ways line={line} onDecide={onDecide} /> : <Status line={line} />)}
      </span>
    </div>
  );
}

function About({ line: { run, requester, stage, round, me } }: { readonly line: ApprovalLine }) {
  return (
    <span className={styles["about"]}>
      <bdi>{run.title ?? `${run.namespace}/${run.name}`}</bdi>
      {requester !== null && <bdi>{requester.name}</bdi>}
      {stage.of > 1 && (
        <span>{say("approvals.stage", { number: stage.number, of: stage.of })}</span>
      )}
      {round > 1 && <Tag>{say("approvals.corrected")}</Tag>}
      {me.state !== "open" &&
        me.standsInFor.map(({ id, name }) => <Tag key={id}>{say("approvals.for", { name })}</Tag>)}
    </span>
  );
}

type WaysProps = { readonly line: ApprovalLine; readonly onDecide: (decision: Decision) => void };

function Ways({ line, onDecide }: WaysProps) {
  const ways = decisionsAtOnce(line).slice(0, MOST);
  const isMore = ways.length < line.decisions.length;
  const leads = isMore && (
    <LinkButton
      to="/approvals/$id"
      params={{ id: line.id }}
      aria-label={say("approvals.openThis", { subject: line.subject })}
    >
      {say(line.kind === "form" ? "approvals.fillIn" : "approvals.look")}
    </LinkButton>
  );
  return (
    <>
      {line.needsForm && leads}
      {ways.map((decision) => {
        const label = labelOf(decision);
        return (
          <Button
            key={decision.name}
            data-style={decision.style}
            aria-label={say("approvals.decideThis", { decision: label, subject: line.subject })}
            onClick={() => onDecide(decision)}
          >
            {decision.comment === "required" ? say("approvals.asks", { decision: label }) : label}
          </Button>
        );
      })}
      {!line.needsForm && leads}
    </>
  );
}

const MARKS = {
  sent: "running",
  counted: "completed",
  recorded: "pending",
  refused: "faulted",
} as const;

function Became({ outcome: { state, decision, detail } }: { readonly outcome: Outcome }) {
  return (
    <span className={styles["became"]}>
      <StateMark state={MARKS[state]} />
      <span>
        {state === "refused" ? (
          <bdi>{detail}</bdi>
        ) : (
          say(`approvals.${state}`, { decision: labelOf(decision) })
        )}
      </span>
    </span>
  );
}
