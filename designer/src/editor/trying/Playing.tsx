/**
 * A trial under way: where its clock stands, what it asks, and what has happened.
 *
 * Never: an answer kept from the person; each can be taken back.
 */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";

import { outcomeOf, useTrial } from "../../api/trials";
import type { Shown } from "../../model/draft";
import { isTask } from "../../model/graphTypes";
import { textOf } from "../../model/json";
import { nameOf } from "../../model/tasks";
import { type Answer, answered, keyOf, stepBack, type Trial, unneeded } from "../../model/trial";
import { faultsOf, nextOf, type Outcome, tasksTried } from "../../model/trialOutcome";
import { replayed } from "../../model/trialReplay";
import { Button } from "../../parts/Button";
import { Loading } from "../../parts/Empty";
import { Notice } from "../../parts/Notice";
import { StateWord } from "../../parts/StateWord";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { Course } from "./Course";
import type { Held } from "./kept";
import { Problems } from "./Problems";
import { Question } from "./Question";
import { SaveScenario } from "./SaveScenario";
import { hideTried, showTried } from "./state";
import { moment, stateOf } from "./said";
import styles from "./Trying.module.css";
import { Values } from "./Values";

type Props = {
  readonly held: Held;
  /** The draft as it has become since, where it means something else. */
  readonly newer: Shown | undefined;
  readonly onChange: (held: Held | undefined) => void;
};

export function Playing({ held, newer, onChange }: Props) {
  const { draft, trial } = held;
  const played = useTrial(draft.source.text, trial);
  const outcome = played.data;
  useShown(draft, outcome);
  const replaying = useReplaying(onChange);
  const give = (answer: Answer) => {
    const given = answered(trial, answer);
    if (held.rest.length === 0) onChange({ ...held, trial: given, refused: [] });
    else replaying.mutate({ draft, from: given, answers: held.rest });
  };
  const again = (on: Shown) => {
    const answers = [...trial.answers, ...held.rest];
    replaying.mutate({ draft: on, from: { ...trial, answers: [] }, answers });
  };
  const isBusy = played.isFetching || replaying.isPending;
  return (
    <div className={styles["body"]} aria-busy={isBusy}>
      <Tools
        held={held}
        isBusy={replaying.isPending}
        onChange={onChange}
        onAgain={() => again(newer ?? draft)}
      />
      {newer !== undefined && <Changed count={trial.answers.length} />}
      {[played.error, replaying.error].map(
        (error, place) =>
          error !== null && (
            <div key={place}>
              <Trouble error={error} />
              <Problems />
            </div>
          ),
      )}
      {outcome === undefined && played.isPending && <Loading label={say("trying.playing")} />}
      {outcome !== undefined && played.error === null && (
        <Stand
          held={held}
          outcome={outcome}
          isOlder={played.isPlaceholderData || replaying.isPending}
          isChanged={newer !== undefined}
          onAnswer={give}
        />
      )}
    </div>
  );
}

type Replaying = {
  readonly draft: Shown;
  readonly from: Trial;
  readonly answers: readonly Answer[];
};

/** Gives the answers that are there once more, as far as they are asked for. */
function useReplaying(onChange: Props["onChange"]) {
  return useMutation({
    mutationFn: async ({ draft, from, answers }: Replaying): Promise<Held> => {
      const tasks = draft.graph.nodes.filter(isTask).map(({ id }) => id);
      const keyed = (task: string) => keyOf(task, tasks);
      const play = (trial: Trial) => outcomeOf(draft.source.text, trial);
      return { draft, ...(await replayed(from, answers, keyed, play)) };
    },
    onSuccess: onChange,
  });
}

type ToolsProps = {
  readonly held: Held;
  readonly isBusy: boolean;
  readonly onChange: Props["onChange"];
  readonly onAgain: () => void;
};

function Tools({ held, isBusy, onChange, onAgain }: ToolsProps) {
  const { trial } = held;
  const hasNone = trial.answers.length === 0;
  return (
    <div className={styles["tools"]}>
      <Button
        idle={hasNone}
        aria-describedby={hasNone ? "no-answer-yet" : undefined}
        onClick={() => onChange({ ...held, trial: stepBack(trial), refused: [] })}
      >
        {say("trying.back")}
      </Button>
      <Button busy={isBusy} onClick={onAgain}>
        {say("trying.again")}
      </Button>
      <Button onClick={() => onChange(undefined)}>{say("trying.anew")}</Button>
      {hasNone && (
        <span id="no-answer-yet" className="unseen">
          {say("trying.nothingToTakeBack")}
        </span>
      )}
    </div>
  );
}

/** Nothing is played on another draft unasked: so nobody loses where they stand. */
function Changed({ count }: { readonly count: number }) {
  return (
    <p className={styles["changed"]} role="status">
      {say("trying.changed", { count })}
    </p>
  );
}

/** In the picture, as long as somebody tries. */
function useShown({ graph }: Shown, outcome: Outcome | undefined) {
  useEffect(() => {
    if (outcome !== undefined) showTried(tasksTried(outcome), graph);
  }, [graph, outcome]);
  useEffect(() => hideTried, []);
}

type StandProps = {
  readonly held: Held;
  readonly outcome: Outcome;
  readonly isChanged: boolean;
  /** It is of the trial before the last answer; nobody answers the same question twice. */
  readonly isOlder: boolean;
  readonly onAnswer: (answer: Answer) => void;
};

function Stand({ held, outcome, isOlder, isChanged, onAnswer }: StandProps) {
  const { draft, trial } = held;
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
        <Asked held={held} outcome={outcome} onAnswer={onAnswer} />
      )}
      <Values />
      <Course outcome={outcome} />
      {!isOlder && !isChanged && next.asks !== "call" && next.asks !== "names" && (
        <SaveScenario draft={draft} trial={trial} />
      )}
    </>
  );
}

type AskedProps = Pick<StandProps, "held" | "outcome" | "onAnswer">;

function Asked({ held, outcome, onAnswer }: AskedProps) {
  const { draft, trial, rest, refused } = held;
  const next = nextOf(outcome);
  const tasks = useMemo(() => draft.graph.nodes.filter(isTask).map(({ id }) => id), [draft]);
  const idle = next.asks === "nothing" ? [...unneeded(trial, outcome.calls), ...rest] : [];
  const faults = faultsOf(outcome);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that gave the last answer is gone; who types in the text stays there.
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  return (
    <div ref={box} className={styles["asked"]} tabIndex={-1}>
      {refused.length > 0 && (
        <p className={styles["changed"]}>
          {say("trying.refused", { names: listed(refused.map(nameOfAnswer)) })}
        </p>
      )}
      {rest.length > 0 && next.asks !== "nothing" && (
        <p className={styles["soft"]}>{say("trying.kept-back", { count: rest.length })}</p>
      )}
      {idle.length > 0 && (
        <p className={styles["soft"]}>
          {say("trying.unneeded", { names: listed([...new Set(idle.map(nameOfAnswer))]) })}
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

/** What an answer is about, as people know it. */
function nameOfAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "call":
      return nameOf(answer.task);
    case "names":
      return answer.approver;
    case "deed": {
      const { by } = answer.deed;
      return typeof by === "string" ? by : textOf(by);
    }
    case "event":
      return say("trying.event");
    case "wait":
      return moment(answer.until);
  }
}
