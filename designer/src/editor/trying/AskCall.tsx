/**
 * What a call answers: an output, or an error; and how long it takes.
 *
 * Never: the call made.
 */
import { Autocomplete, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type FunctionShown, useFunction } from "../../api/trials";
import { useInput } from "../../forms/useInput";
import { isObject, type Json, parse } from "../../model/json";
import { nameOf } from "../../model/tasks";
import type { Reply } from "../../model/trial";
import { lengthOf, spanOfTime } from "../../model/trialClock";
import type { Outcome } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { Choices } from "../../parts/Choices";
import { JsonTree } from "../../parts/JsonTree";
import { say } from "../../words";
import { AT_ONCE, DelayField } from "./DelayField";
import type { Asking } from "./Question";
import styles from "./Trying.module.css";
import { ValueInput } from "./ValueInput";

type Call = NonNullable<Outcome["unmocked"]>;
type Props = { readonly call: Call; readonly asking: Asking };

export function AskCall({ call, asking }: Props) {
  const known = useFunction(call.function);
  return (
    <section className={styles["question"]} aria-label={say("trying.call")}>
      <h3>{say("trying.calls", { task: nameOf(call.task), function: call.function })}</h3>
      {known !== undefined && (
        <p className={styles["soft"]}>
          <bdi>{known.title}</bdi>
        </p>
      )}
      <JsonTree name={say("trying.arguments")} value={call.arguments} />
      {/* What the catalogue says may come a moment later. */}
      <ReplyForm key={known?.call ?? ""} call={call} known={known} asking={asking} />
    </section>
  );
}

/** Of the standard, by their last word. */
const ERRORS = [
  "communication",
  "timeout",
  "validation",
  "authentication",
  "authorization",
  "expression",
  "runtime",
];
const USUAL_ERROR = "communication";
const USUAL_STATUS = "503";

type ReplyProps = Props & { readonly known: FunctionShown | undefined };

function ReplyForm({ call, known, asking }: ReplyProps) {
  const { schema, example } = expectedOf(known);
  const input = useInput(schema, example);
  const [fails, setFails] = useState(false);
  const [type, setType] = useState(known?.errors[0]?.type ?? USUAL_ERROR);
  const [status, setStatus] = useState(String(known?.errors[0]?.status ?? USUAL_STATUS));
  const [delay, setDelay] = useState(AT_ONCE);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const took = lengthOf(delay);
    const text = fails ? "null" : input.toSend();
    if (took === undefined || text === undefined || (fails && !isStatus(status))) return;
    const said: Reply = fails
      ? { error: { type: type.trim() || USUAL_ERROR, status: Number(status) } }
      : { output: parse(text) };
    const reply = took === 0 ? said : { ...said, after: spanOfTime(took) };
    asking.onAnswer({ kind: "call", task: asking.keyed(call.task), reply });
  };
  return (
    <form className={styles["part"]} aria-label={say("trying.reply")} onSubmit={submit} noValidate>
      <Choices
        label={say("trying.reply")}
        value={fails ? "fails" : "answers"}
        onChange={(next) => setFails(next === "fails")}
        choices={[
          { value: "answers", label: say("trying.answers") },
          { value: "fails", label: say("trying.fails") },
        ]}
      />
      {fails ? (
        <div className={styles["pair"]}>
          <Autocomplete
            label={say("trying.errorType")}
            data={[...new Set([...(known?.errors ?? []).map((one) => one.type), ...ERRORS])]}
            value={type}
            dir="ltr"
            onChange={setType}
          />
          <TextInput
            label={say("trying.errorStatus")}
            inputMode="numeric"
            value={status}
            error={!isStatus(status) && say("trying.errorStatusFault")}
            onChange={({ currentTarget }) => setStatus(currentTarget.value)}
          />
        </div>
      ) : (
        <ValueInput input={input} label={say("trying.output")} hasForm={schema !== undefined} />
      )}
      <DelayField label={say("trying.takes")} value={delay} onChange={setDelay} />
      <p className={styles["soft"]}>{say("trying.repeats")}</p>
      <Button look="main" type="submit">
        {say("trying.answer")}
      </Button>
    </form>
  );
}

function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text.trim());
}

/** An output of any shape is no form. */
function expectedOf(known: FunctionShown | undefined): { schema?: Json; example?: Json } {
  if (known === undefined) return {};
  const schema = known.output as Json;
  const example = known.examples[0]?.output as Json | undefined;
  const hasFields = isObject(schema) && (schema["properties"] ?? schema["enum"]) !== undefined;
  return { ...(hasFields && { schema }), ...(example !== undefined && { example }) };
}
