/**
 * One scenario as text, with its name; and the way to delete it.
 *
 * Never: kept over what somebody else has kept meanwhile, or over another of the same name.
 */
import { Textarea, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type Kept, useDropScenario, useKeepScenario } from "../../api/scenarios";
import { readScenario, scenarioText } from "../../model/scenarioText";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import type { Place } from "./place";
import styles from "./Trying.module.css";

type Props = {
  readonly kept: Kept;
  readonly place: Place;
  readonly names: readonly string[];
  readonly onDone: () => void;
};

export function EditScenario({ kept, place, names, onDone }: Props) {
  const keeping = useKeepScenario(place);
  const dropping = useDropScenario(place);
  const [name, setName] = useState(kept.name);
  const [text, setText] = useState(() => scenarioText(kept.scenario));
  const [fault, setFault] = useState<string>();
  const wanted = name.trim();
  const isTaken = wanted !== kept.name && names.includes(wanted);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const reading = readScenario(text);
    setFault(reading.ok ? undefined : faultOf(reading.line));
    if (!reading.ok || isTaken || wanted === "" || keeping.isPending) return;
    const { scenario } = reading;
    const isRenamed = wanted !== kept.name;
    keeping.mutate(
      { name: wanted, scenario, ...(!isRenamed && { base: kept.etag }) },
      { onSuccess: () => (isRenamed ? dropping.mutate(kept, { onSuccess: onDone }) : onDone()) },
    );
  };
  return (
    <form
      className={styles["edit"]}
      aria-label={say("scenarios.editLabel", { name: kept.name })}
      onSubmit={submit}
      noValidate
    >
      <TextInput
        label={say("scenarios.name")}
        value={name}
        error={isTaken && say("scenarios.taken")}
        autoComplete="off"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        classNames={{ input: styles["code"] ?? "" }}
        label={say("scenarios.yaml")}
        value={text}
        error={fault}
        autosize
        minRows={6}
        maxRows={30}
        spellCheck={false}
        dir="ltr"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {keeping.error !== null && <Trouble error={keeping.error} done />}
      {dropping.error !== null && <Trouble error={dropping.error} done />}
      <div className={styles["tools"]}>
        <Button look="main" type="submit" busy={keeping.isPending}>
          {say("scenarios.save")}
        </Button>
        <Button onClick={onDone}>{say("scenarios.cancel")}</Button>
        <Removing
          name={kept.name}
          busy={dropping.isPending}
          onRemove={() => dropping.mutate(kept, { onSuccess: onDone })}
        />
      </div>
    </form>
  );
}

function faultOf(line: number | undefined): string {
  return line === undefined ? say("scenarios.yamlShape") : say("scenarios.yamlFault", { line });
}

type RemovingProps = {
  readonly name: string;
  readonly busy: boolean;
  readonly onRemove: () => void;
};

function Removing({ name, busy, onRemove }: RemovingProps) {
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button
        look="quiet"
        aria-label={say("scenarios.removeLabel", { name })}
        onClick={() => setAsked(true)}
      >
        {say("scenarios.remove")}
      </Button>
    );
  return (
    <>
      <p role="alert">{say("scenarios.removeSure", { name })}</p>
      <Button busy={busy} onClick={onRemove}>
        {say("scenarios.remove")}
      </Button>
      <Button look="quiet" onClick={() => setAsked(false)}>
        {say("scenarios.keepIt")}
      </Button>
    </>
  );
}
