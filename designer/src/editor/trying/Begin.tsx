/**
 * How a trial begins: with an input and somebody who starts it, or as a saved scenario says.
 *
 * Never: an input that is known to be wrong.
 */
import { TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { useMe } from "../../api/session";
import { useScenarios } from "../../api/scenarios";
import { useInput } from "../../forms/useInput";
import { inputSchemaOf } from "../../model/document";
import type { Shown } from "../../model/draft";
import { parse, textOf } from "../../model/json";
import { begun, type Trial, trialOf } from "../../model/trial";
import { Button } from "../../parts/Button";
import { Lines } from "../../parts/Section";
import { say } from "../../words";
import { placeIn } from "./place";
import styles from "./Trying.module.css";
import { ValueInput } from "./ValueInput";

type Props = { readonly draft: Shown; readonly onBegin: (trial: Trial | undefined) => void };

export function Begin({ draft, onBegin }: Props) {
  const schema = inputSchemaOf(draft.document);
  return (
    <div className={styles["body"]}>
      <p className={styles["soft"]}>{say("trying.lead")}</p>
      {/* Another schema is another form. */}
      <Start key={schema === undefined ? "" : textOf(schema)} draft={draft} onBegin={onBegin} />
      <Saved draft={draft} onBegin={onBegin} />
    </div>
  );
}

function Start({ draft, onBegin }: Props) {
  const schema = inputSchemaOf(draft.document);
  const input = useInput(schema);
  const me = useMe().data?.name;
  const [typed, setTyped] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const text = input.toSend();
    if (text !== undefined) onBegin(begun(parse(text), typed ?? me ?? ""));
  };
  return (
    <form className={styles["part"]} aria-label={say("trying.start")} onSubmit={submit} noValidate>
      <ValueInput input={input} label={say("start.input")} hasForm={schema !== undefined} />
      <TextInput
        label={say("trying.requester")}
        description={say("trying.requesterHint")}
        autoComplete="off"
        value={typed ?? me ?? ""}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button look="main" type="submit">
        {say("trying.go")}
      </Button>
    </form>
  );
}

function Saved({ draft, onBegin }: Props) {
  const { data } = useScenarios(placeIn(draft.document));
  if (data === undefined || data.length === 0) return null;
  return (
    <section className={styles["part"]} aria-label={say("trying.fromSaved")}>
      <h3>{say("trying.fromSaved")}</h3>
      <Lines label={say("trying.fromSaved")}>
        {data.map(({ name, scenario }) => (
          <li key={name}>
            <bdi>{name}</bdi>
            <Button
              aria-label={say("trying.playLabel", { name })}
              onClick={() => onBegin(trialOf(scenario))}
            >
              {say("trying.play")}
            </Button>
          </li>
        ))}
      </Lines>
    </section>
  );
}
