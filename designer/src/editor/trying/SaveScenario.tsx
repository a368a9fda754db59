/**
 * Keeps a trial as a scenario, with what came of it as what is expected from now on.
 *
 * Never: one kept over another without being asked.
 */
import { Checkbox, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { useKeepScenario } from "../../api/scenarios";
import { useSimulating } from "../../api/trials";
import type { Shown } from "../../model/draft";
import { Problem } from "../../model/problem";
import { scenarioOf, type Trial } from "../../model/trial";
import { expectationOf } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { placeIn } from "./place";
import styles from "./Trying.module.css";

type Props = { readonly draft: Shown; readonly trial: Trial };

const LONGEST_NAME = 120;
const CONFLICT = 409;
const PARTS = ["output", "calls", "approvals"] as const;

export function SaveScenario({ draft, trial }: Props) {
  const { save, isBusy, error, kept, forget } = useSaving(draft, trial);
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState({ output: true, calls: false, approvals: true });
  const isTaken = error instanceof Problem && error.status === CONFLICT;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !isBusy) save(name.trim(), chosen, isTaken);
  };
  return (
    <form className={styles["part"]} aria-label={say("trying.save")} onSubmit={submit} noValidate>
      <h3>{say("trying.save")}</h3>
      <p className={styles["soft"]}>{say("trying.saveMore")}</p>
      <TextInput
        label={say("trying.name")}
        placeholder={say("trying.nameExample")}
        maxLength={LONGEST_NAME}
        autoComplete="off"
        value={name}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
          forget();
        }}
      />
      <fieldset className={styles["checks"]}>
        <legend>{say("trying.expects")}</legend>
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={say(`trying.expect-${part}`)}
            checked={chosen[part]}
            onChange={({ currentTarget }) =>
              setChosen({ ...chosen, [part]: currentTarget.checked })
            }
          />
        ))}
      </fieldset>
      {isTaken ? (
        <p role="alert">{say("trying.taken", { name })}</p>
      ) : (
        error !== null && <Trouble error={error} done />
      )}
      <Button type="submit" busy={isBusy} idle={name.trim() === ""}>
        {say(isTaken ? "trying.replace" : "trying.keep")}
      </Button>
      <p className={styles["soft"]} role="status">
        {kept !== undefined && say("trying.kept", { name: kept })}
      </p>
    </form>
  );
}

function useSaving(draft: Shown, trial: Trial) {
  const [kept, setKept] = useState<string>();
  const keeping = useKeepScenario(placeIn(draft.document));
  const simulating = useSimulating();
  type Chosen = Parameters<typeof expectationOf>[1];
  const save = (name: string, chosen: Chosen, replaces: boolean) => {
    const scenario = scenarioOf(trial);
    // Played once more without stops: so it comes out when all scenarios are played.
    simulating.mutate(
      { document: draft.source.text, scenarios: { [name]: scenario } },
      {
        onSuccess: ({ scenarios: [outcome] }) => {
          if (outcome === undefined) return;
          const whole = { ...scenario, expect: expectationOf(outcome, chosen) };
          const said = { name, scenario: whole, ...(replaces && { base: "any" }) };
          keeping.mutate(said, { onSuccess: () => setKept(name) });
        },
      },
    );
  };
  const forget = () => {
    setKept(undefined);
    keeping.reset();
  };
  const isBusy = keeping.isPending || simulating.isPending;
  return { save, forget, kept, isBusy, error: simulating.error ?? keeping.error };
}
