/**
 * A call of which nobody knows whether it happened: a person says what became of it.
 *
 * Never: an outcome chosen beforehand; whoever has not looked has nothing to say.
 */
import { Radio } from "@mantine/core";
import { useRef, useState } from "react";

import { useMay } from "../../api/access";
import { type RunShown, type Settlement, useSettle } from "../../api/runs";
import type { DoingTask } from "../../model/now";
import { Button } from "../../parts/Button";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { JsonArea } from "./JsonArea";
import { jsonFault, jsonText } from "./jsonText";
import { Question } from "./Question";
import styles from "./Question.module.css";
import { Reason } from "./Reason";
import { useKey } from "./useKey";

const OUTCOMES = ["happened", "again", "failed"] as const;

type Props = { readonly run: RunShown; readonly task: DoingTask };

export function Settle({ run, task }: Props) {
  const [asking, ask] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leaveFocusTo = useFocusBack(asking);
  const mayControl = useMay(run.workflow)("runs:control");
  if (!mayControl) return <p>{say("settle.others")}</p>;
  return (
    <>
      <p>{say("settle.remedy")}</p>
      <Button ref={button} look="main" onClick={() => ask(true)}>
        {say("settle.open")}
      </Button>
      {asking && (
        <Ask
          run={run}
          task={task}
          onClose={() => ask(false)}
          // The button goes with the question, maybe before the answer is here.
          onSend={() => leaveFocusTo(document.querySelector("h1"))}
          onRefused={() => leaveFocusTo(button.current)}
        />
      )}
    </>
  );
}

type AskProps = Props & {
  readonly onClose: () => void;
  readonly onSend: () => void;
  readonly onRefused: () => void;
};

function Ask({ run, task, onClose, onSend, onRefused }: AskProps) {
  const given = useSettle(run.id);
  const [said, setSaid] = useState<Said>({ outcome: undefined, output: "", reason: "" });
  const [isChecked, check] = useState(false);
  const keyOf = useKey();
  const send = () => {
    check(true);
    const settlement = settlementOf(task.key, said);
    if (settlement === undefined) return;
    onSend();
    given.mutate(
      { ...settlement, key: keyOf(settlement) },
      { onSuccess: ({ answer }) => answer === "accepted" && onClose(), onError: onRefused },
    );
  };
  return (
    <Question
      title={say("settle.title", { task: task.name })}
      submit={say("settle.submit")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <Questions said={said} faults={isChecked ? faultsOf(said) : {}} onChange={setSaid} />
    </Question>
  );
}

type Said = {
  readonly outcome: Settlement["outcome"] | undefined;
  readonly output: string;
  readonly reason: string;
};
type Faults = { readonly outcome?: string; readonly output?: string | undefined };
type QuestionsProps = {
  readonly said: Said;
  readonly faults: Faults;
  readonly onChange: (said: Said) => void;
};

function Questions({ said, faults, onChange }: QuestionsProps) {
  return (
    <>
      <Radio.Group
        label={say("settle.question")}
        error={faults.outcome}
        value={said.outcome ?? null}
        onChange={(outcome) => onChange({ ...said, outcome: outcome })}
      >
        <div className={styles["choices"]}>
          {OUTCOMES.map((outcome, at) => (
            <Radio
              key={outcome}
              value={outcome}
              label={say(`settle.${outcome}`)}
              description={say(`settle.${outcome}More`)}
              data-autofocus={at === 0 || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      {said.outcome === "happened" && (
        <JsonArea
          label={say("settle.output")}
          description={say("settle.outputMore")}
          fault={faults.output}
          value={said.output}
          onChange={(output) => onChange({ ...said, output })}
        />
      )}
      <Reason value={said.reason} onChange={(reason) => onChange({ ...said, reason })} />
    </>
  );
}

function faultsOf({ outcome, output }: Said): Faults {
  if (outcome === undefined) return { outcome: say("settle.choose") };
  return { output: outcome === "happened" ? jsonFault(output) : undefined };
}

function settlementOf(visit: string, said: Said): Omit<Settlement, "key"> | undefined {
  const { outcome } = said;
  const output = jsonText(outcome === "happened" ? said.output : "");
  if (outcome === undefined || !output.ok) return undefined;
  return { visit, outcome, output: output.text, reason: said.reason.trim() };
}
