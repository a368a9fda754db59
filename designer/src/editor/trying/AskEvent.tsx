/**
 * Which event comes to a task that listens, with what, and when.
 *
 * Never: an event that anybody else hears.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { useInput } from "../../forms/useInput";
import { parse } from "../../model/json";
import { nameOf } from "../../model/tasks";
import { momentOf } from "../../model/trial";
import { typeHeard } from "../../model/trialActs";
import { lengthOf } from "../../model/trialClock";
import type { Outcome } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { JsonTree } from "../../parts/JsonTree";
import { say } from "../../words";
import { AT_ONCE, DelayField } from "./DelayField";
import type { Asking } from "./Question";
import styles from "./Trying.module.css";
import { ValueInput } from "./ValueInput";

type Props = { readonly listening: Outcome["listening"][number]; readonly asking: Asking };

export function AskEvent({ listening: { task, to }, asking }: Props) {
  const data = useInput(undefined);
  const [type, setType] = useState(typeHeard(to));
  const [delay, setDelay] = useState(AT_ONCE);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const text = data.toSend();
    const took = lengthOf(delay);
    if (text === undefined || took === undefined || type.trim() === "") return;
    const after = momentOf(asking.now, took);
    const said = { type: type.trim(), ...(text !== "null" && { data: parse(text) }) };
    const happening = { ...(after !== undefined && { after }), event: said };
    asking.onAnswer({ kind: "event", happening });
  };
  return (
    <form
      className={styles["question"]}
      aria-label={say("trying.event")}
      onSubmit={submit}
      noValidate
    >
      <h3>{say("trying.listens", { task: nameOf(task) })}</h3>
      {to !== null && <JsonTree name={say("trying.listensTo")} value={to} />}
      <TextInput
        label={say("trying.eventType")}
        value={type}
        dir="ltr"
        error={type.trim() === "" && say("trying.eventTypeFault")}
        onChange={({ currentTarget }) => setType(currentTarget.value)}
      />
      <ValueInput input={data} label={say("trying.eventData")} hasForm={false} />
      <DelayField label={say("trying.after")} value={delay} onChange={setDelay} />
      <Button look="main" type="submit">
        {say("trying.comes")}
      </Button>
    </form>
  );
}
