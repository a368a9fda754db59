/**
 * A call of which nobody knows whether it happened: a person says what became of it.
 *
 * Never: an outcome chosen beforehand; whoever has not looked has nothing to say.
 */
import { Modal, Radio, Textarea } from "@mantine/core";
import { type SyntheticEvent, useRef, useState } from "react";

import { type RunShown, type Settlement, useSettle } from "../../api/runs";
import { read } from "../../model/json";
import { newKey } from "../../model/keys";
import type { DoingTask } from "../../model/now";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { useMe } from "../useMe";
import styles from "./Now.module.css";

const OUTCOMES = ["happened", "again", "failed"] as const;
const MOST_REASON = 2_000;

type Props = { readonly run: RunShown; readonly task: DoingTask };

export function Settle({ run, task }: Props) {
  const [asking, ask] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const leaveFocusTo = useFocusBack(asking);
  const mayControl = useMe().permissions.includes("runs:control");
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
  const faults = isChecked ? faultsOf(said) : {};
  const recorded = given.data !== undefined && given.data.answer !== "accepted";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (given.isPending) return;
    check(true);
    const settlement = settlementOf(task.key, said);
    if (settlement === undefined) return;
    onSend();
    given.mutate(
      { ...settlement, key: keyOf(JSON.stringify(settlement)) },
      { onSuccess: ({ answer }) => answer === "accepted" && onClose(), onError: onRefused },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("settle.title", { task: task.name })}
      closeButtonProps={{ "aria-label": say("command.close") }}
    >
      <form className={styles["ask"]} onSubmit={submit} noValidate>
        {given.isError && <Trouble error={given.error} done />}
        {recorded ? (
          <p role="status">{say("command.recorded")}</p>
        ) : (
          <Questions said={said} faults={faults} onChange={setSaid} />
        )}
        <div className={styles["answers"]}>
          <Button onClick={onClose}>{say(recorded ? "command.close" : "command.back")}</Button>
          {!recorded && (
            <Button look="main" type="submit" busy={given.isPending}>
              {say("settle.submit")}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

type Said = {
  readonly outcome: Settlement["outcome"] | undefined;
  readonly output: string;
  readonly reason: string;
};
type Faults = { readonly outcome?: string; readonly output?: string };
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
        <div className={styles["outcomes"]}>
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
        <Textarea
          classNames={{ input: styles["code"] ?? "" }}
          label={say("settle.output")}
          description={say("settle.outputMore")}
          error={faults.output}
          value={said.output}
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          dir="ltr"
          onChange={({ currentTarget }) => onChange({ ...said, output: currentTarget.value })}
        />
      )}
      <Textarea
        label={say("command.reason")}
        description={say("command.reasonMore")}
        value={said.reason}
        maxLength={MOST_REASON}
        autosize
        minRows={2}
        onChange={({ currentTarget }) => onChange({ ...said, reason: currentTarget.value })}
      />
    </>
  );
}

function faultsOf({ outcome, output }: Said): Faults {
  if (outcome === undefined) return { outcome: say("settle.choose") };
  const reading = read(output);
  if (outcome !== "happened" || reading.ok) return {};
  const { place } = reading;
  const where = place === undefined ? say("start.notJson") : say("start.notJsonAt", place);
  return { output: `${where} ${say("start.notJsonRemedy")}` };
}

function settlementOf(visit: string, said: Said): Omit<Settlement, "key"> | undefined {
  const { outcome } = said;
  const reading = read(outcome === "happened" ? said.output : "");
  if (outcome === undefined || !reading.ok) return undefined;
  return { visit, outcome, output: reading.text, reason: said.reason.trim() };
}

/** The same answer said again has the same key; another answer is another message. */
function useKey(): (answer: string) => string {
  const last = useRef({ answer: "", key: "" });
  return (answer) => {
    if (last.current.answer !== answer) last.current = { answer, key: newKey() };
    return last.current.key;
  };
}
