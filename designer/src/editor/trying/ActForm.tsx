/**
 * What one person does with an approval in a trial: who, what, with which words and fields, when.
 *
 * Never: sent without what the chosen way needs.
 */
import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { SchemaForm } from "../../forms/SchemaForm";
import { useForm } from "../../forms/useForm";
import type { Json } from "../../model/json";
import { type Deed, type Does, momentOf } from "../../model/trial";
import { actsOf, type Who, written } from "../../model/trialActs";
import { lengthOf } from "../../model/trialClock";
import type { Offered, OpenAsked } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { labelOf } from "../../words/decisions";
import { AT_ONCE, DelayField } from "./DelayField";
import type { Asking } from "./Question";
import styles from "./Trying.module.css";

type Props = {
  readonly asked: OpenAsked;
  readonly several: boolean;
  readonly asking: Asking;
};

export function ActForm(props: Props) {
  const { asked } = props;
  const act = useAct(props);
  const { does, words, fault, form } = act;
  if (act.acts.length === 0) return <p className={styles["soft"]}>{say("trying.nobody")}</p>;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const [only] = asked.open.decisions;
    act.send(does === "decide" ? only : undefined);
  };
  return (
    <form className={styles["part"]} aria-label={say("trying.act")} onSubmit={submit} noValidate>
      <div className={styles["pair"]}>
        <NativeSelect
          label={say("trying.by")}
          data={act.people.map(({ id, name }) => ({ value: id, label: name }))}
          value={act.by?.id ?? ""}
          onChange={({ currentTarget }) => act.setBy(currentTarget.value)}
        />
        <NativeSelect
          label={say("trying.does")}
          data={act.acts.map((one) => ({ value: one.does, label: say(`trying.${one.does}`) }))}
          value={does}
          onChange={({ currentTarget }) => act.setDoes(currentTarget.value)}
        />
      </div>
      {act.fills && <SchemaForm form={form} />}
      {does === "reassign" && (
        <TextInput
          label={say("trying.to")}
          value={act.to}
          onChange={({ currentTarget }) => act.setTo(currentTarget.value)}
        />
      )}
      <Textarea
        label={say(does === "ask" || does === "answer" ? "trying.text" : "trying.comment")}
        value={words}
        autosize
        minRows={1}
        error={fault}
        onChange={({ currentTarget }) => act.setWords(currentTarget.value)}
      />
      <DelayField label={say("trying.after")} value={act.delay} onChange={act.setDelay} />
      <div className={styles["ways"]}>
        {does === "decide" ? (
          asked.open.decisions.map((one) => (
            <Button
              key={one.name}
              look={one.style === "primary" ? "main" : "plain"}
              data-style={one.style}
              onClick={() => act.send(one)}
            >
              {labelOf(one)}
            </Button>
          ))
        ) : (
          <Button look="main" type="submit">
            {say(`trying.${does}`)}
          </Button>
        )}
      </div>
    </form>
  );
}

const NO_FIELDS: Json = { type: "object", properties: {} };
const NEEDS_WORDS: ReadonlySet<Does> = new Set(["ask", "answer", "send-back"]);

function useAct({ asked, several, asking }: Props) {
  const { open } = asked;
  const acts = actsOf(asked);
  const [wanted, setDoes] = useState<string>("decide");
  const [byId, setBy] = useState<string>();
  const [words, setText] = useState("");
  const [to, setTo] = useState("");
  const [delay, setDelay] = useState(AT_ONCE);
  const [fault, setFault] = useState<string>();
  const form = useForm(open.form ?? NO_FIELDS, open.values);
  const act = acts.find((one) => one.does === wanted) ?? acts[0];
  const does: Does = act?.does ?? "decide";
  const people: readonly Who[] = act?.by ?? [];
  const by = people.find(({ id }) => id === byId) ?? people[0];
  const fills = open.form !== null && (does === "decide" || does === "resubmit");
  const setWords = (next: string) => {
    setText(next);
    setFault(undefined);
  };
  const send = (decision: Offered | undefined) => {
    const took = lengthOf(delay);
    const said = words.trim();
    const needs = decision?.comment === "required" || NEEDS_WORDS.has(does);
    if (needs && said === "") {
      setFault(say("trying.needsWords"));
      return;
    }
    // Who ends it needs no fields.
    const filled = fills && decision?.goes !== "end";
    if (filled && !(form.canBeRead() && form.check())) return;
    if (by === undefined || took === undefined || (does === "reassign" && to.trim() === "")) return;
    const after = momentOf(asking.now, took);
    const isTalk = does === "ask" || does === "answer";
    const deed: Deed = {
      by: written(by),
      ...(after !== undefined && { after }),
      ...(several && { task: asking.keyed(asked.task) }),
      ...(does !== "decide" && { do: does }),
      ...(decision !== undefined && { decision: decision.name }),
      ...(said !== "" && (isTalk ? { text: said } : { comment: said })),
      ...(filled && { fields: form.sent }),
      ...(does === "reassign" && { to: to.trim() }),
    };
    asking.onAnswer({ kind: "deed", deed });
  };
  const chosen = { acts, does, people, by, fills, form, words, to, delay, fault };
  return { ...chosen, setDoes, setBy, setWords, setTo, setDelay, send };
}
