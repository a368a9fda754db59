/**
 * What a trial asks next.
 *
 * Never: a question without a way to answer it.
 */
import { keyOf, type Answer } from "../../model/trial";
import { faultsOf, type Next, type Outcome } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import { AskCall } from "./AskCall";
import { AskEvent } from "./AskEvent";
import { AskNames } from "./AskNames";
import { AskPeople } from "./AskPeople";
import { Ended } from "./Ended";
import { moment } from "./said";
import styles from "./Trying.module.css";

export type Asking = {
  readonly now: number;
  readonly keyed: (task: string) => string;
  readonly onAnswer: (answer: Answer) => void;
};

type Props = {
  readonly next: Next;
  readonly outcome: Outcome;
  readonly tasks: readonly string[];
  readonly onAnswer: (answer: Answer) => void;
};

export function Question({ next, outcome, tasks, onAnswer }: Props) {
  const asking = { now: outcome.tookMs, keyed: (task: string) => keyOf(task, tasks), onAnswer };
  switch (next.asks) {
    case "call":
      return <AskCall call={next.call} asking={asking} />;
    case "names":
      return <AskNames unresolved={next.unresolved} asking={asking} />;
    case "people":
      return <Waiting next={next} asking={asking} />;
    case "nothing":
      return <Ended outcome={outcome} />;
    case "mending":
      return (
        <>
          {faultsOf(outcome).map((fault) => (
            <Notice key={fault} title={fault} />
          ))}
          {faultsOf(outcome).length === 0 && <p>{say("trying.stands")}</p>}
        </>
      );
  }
}

type WaitingProps = {
  readonly next: Extract<Next, { asks: "people" }>;
  readonly asking: Asking;
};

function Waiting({ next: { approvals, listening, nextMs }, asking }: WaitingProps) {
  return (
    <>
      {approvals.map((one) => (
        <AskPeople key={one.visit} asked={one} several={approvals.length > 1} asking={asking} />
      ))}
      {listening.map((one) => (
        <AskEvent key={one.task} listening={one} asking={asking} />
      ))}
      {nextMs === null ? (
        <p className={styles["soft"]}>{say("trying.forGood")}</p>
      ) : (
        <Button onClick={() => asking.onAnswer({ kind: "wait", until: nextMs })}>
          {say("trying.wait", { moment: moment(nextMs) })}
        </Button>
      )}
    </>
  );
}
