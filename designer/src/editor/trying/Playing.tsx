/**
 * A trial under way: where its clock stands, what it asks, and what has happened.
 *
 * Never: an answer kept from the person; each can be taken back.
 */
import { useEffect, useMemo, useRef } from "react";

import { useTrial } from "../../api/trials";
import type { Shown } from "../../model/draft";
import { isTask } from "../../model/graphTypes";
import { type Answer, answered, stepBack, type Trial, unneeded } from "../../model/trial";
import { faultsOf, nextOf, type Outcome, tasksTried } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Notice } from "../../parts/Notice";
import { StateWord } from "../../parts/StateWord";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { Course } from "./Course";
import { Problems } from "./Problems";
import { Question } from "./Question";
import { SaveScenario } from "./SaveScenario";
import { hideTried, showTried } from "./state";
import { moment, stateOf } from "./said";
import styles from "./Trying.module.css";
import { Values } from "./Values";

type Props = {
  readonly draft: Shown;
  readonly trial: Trial;
  readonly onChange: (trial: Trial | undefined) => void;
};

export function Playing({ draft, trial, onChange }: Props) {
  const played = useTrial(draft.source.text, trial);
  const outcome = played.data;
  useShown(draft, outcome);
  const give = (answer: Answer) => onChange(answered(trial, answer));
  return (
    <div className={styles["body"]} aria-busy={played.isFetching}>
      <div className={styles["tools"]}>
        <Button
          idle={trial.answers.length === 0}
          aria-describedby={trial.answers.length === 0 ? "no-answer-yet" : undefined}
          onClick={() => onChange(stepBack(trial))}
        >
          {say("trying.back")}
        </Button>
        <Button onClick={() => onChange(undefined)}>{say("trying.anew")}</Button>
        {trial.answers.length === 0 && (
          <span id="no-answer-yet" className="unseen">
            {say("trying.nothingToTakeBack")}
          </span>
        )}
      </div>
      {played.error !== null && (
        <>
          <Trouble error={played.error} />
          <Problems />
        </>
      )}
      {outcome === undefined && played.isPending && <Loading label={say("trying.playing")} />}
      {outcome !== undefined && played.error === null && (
        <Stand
          draft={draft}
          trial={trial}
          outcome={outcome}
          isOlder={played.isPlaceholderData}
          onAnswer={give}
        />
      )}
    </div>
  );
}

/** In the picture, as long as somebody tries. */
function useShown({ graph }: Shown, outcome: Outcome | undefined) {
  useEffect(() => {
    if (outcome !== undefined) showTried(tasksTried(outcome), graph);
  }, [graph, outcome]);
  useEffect(() => hideTried, []);
}

type StandProps = Omit<Props, "onChange"> & {
  readonly outcome: Outcome;
  /** It is of the trial before the last answer; nobody answers the same question twice. */
  readonly isOlder: boolean;
  readonly onAnswer: (answer: Answer) => void;
};

function Stand({ draft, trial, outcome, isOlder, onAnswer }: StandProps) {
  const next = nextOf(outcome);
  return (
    <>
      <p className={styles["clock"]} role="status">
        <StateWord state={stateOf(outcome)} />
        <span>{moment(outcome.tookMs)}</span>
      </p>
      {isOlder ? (
        <Loading label={say("trying.playing")} />
      ) : (
        <Asked draft={draft} trial={trial} outcome={outcome} onAnswer={onAnswer} />
      )}
      <Values />
      <Course outcome={outcome} />
      {!isOlder && next.asks !== "call" && next.asks !== "names" && (
        <SaveScenario draft={draft} trial={trial} />
      )}
    </>
  );
}

function Asked({ draft, trial, outcome, onAnswer }: Omit<StandProps, "isOlder">) {
  const next = nextOf(outcome);
  const tasks = useMemo(() => draft.graph.nodes.filter(isTask).map(({ id }) => id), [draft]);
  const idle = unneeded(trial, outcome.calls);
  const faults = faultsOf(outcome);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that gave the last answer is gone; who types in the text stays there.
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  return (
    <div ref={box} className={styles["asked"]} tabIndex={-1}>
      {idle.length > 0 && (
        <p className={styles["soft"]}>
          {say("trying.unneeded", { names: listed([...new Set(idle.map(({ task }) => task))]) })}
        </p>
      )}
      {next.asks !== "mending" && faults.map((fault) => <Notice key={fault} title={fault} />)}
      {/* Another question is another form, with nothing left in it of the one before. */}
      <Question
        key={`${trial.answers.length} ${next.asks}`}
        next={next}
        outcome={outcome}
        tasks={tasks}
        onAnswer={onAnswer}
      />
    </div>
  );
}
