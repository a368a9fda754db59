/**
 * All scenarios of a process: played together, with what differs and what none of them reaches.
 *
 * Never: a scenario that fails shown as one that wasn't played.
 */
import { useState } from "react";

import { type Kept, useScenarios } from "../../api/scenarios";
import { type Simulated, useSimulating } from "../../api/trials";
import { Button } from "../../parts/Button";
import { Empty, Loading } from "../../parts/Empty";
import { Lines } from "../../parts/Section";
import { StateMark } from "../../parts/StateMark";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { span } from "../../words/times";
import { Coverage } from "./Coverage";
import { EditScenario } from "./EditScenario";
import type { Place } from "./place";
import { ScenarioFile } from "./ScenarioFile";
import styles from "./Trying.module.css";

type Props = {
  readonly place: Place;
  /** What they are played on. */
  readonly document: string;
  readonly mayChange: boolean;
  readonly onGo?: (task: string) => void;
};

export function Scenarios({ place, document, mayChange, onGo }: Props) {
  const kept = useScenarios(place);
  const playing = useSimulating();
  const items = kept.data;
  if (items === undefined)
    return kept.error === null ? (
      <Loading label={say("page.loading")} />
    ) : (
      <Trouble error={kept.error} />
    );
  const play = () => playing.mutate({ document, scenarios: scenariosOf(items) });
  return (
    <section className={styles["body"]} aria-label={say("scenarios.title")}>
      <p className={styles["soft"]}>{say("scenarios.lead")}</p>
      {items.length === 0 ? (
        <Empty title={say("scenarios.none")}>
          <p>{say("scenarios.noneMore")}</p>
        </Empty>
      ) : (
        <div className={styles["tools"]}>
          <Button look="main" busy={playing.isPending} onClick={play}>
            {say(playing.data === undefined ? "scenarios.run" : "scenarios.runAgain")}
          </Button>
        </div>
      )}
      {playing.error !== null && <Trouble error={playing.error} done />}
      {playing.data !== undefined && <Sum found={playing.data} onGo={onGo} />}
      {items.length > 0 && (
        <Lines label={say("scenarios.title")}>
          {items.map((one) => (
            <li key={one.name}>
              <Entry
                kept={one}
                found={playing.data}
                place={place}
                mayChange={mayChange}
                names={items.map(({ name }) => name)}
              />
            </li>
          ))}
        </Lines>
      )}
      <ScenarioFile place={place} items={items} mayChange={mayChange} />
    </section>
  );
}

export function scenariosOf(items: readonly Kept[]) {
  return Object.fromEntries(items.map(({ name, scenario }) => [name, scenario]));
}

type SumProps = {
  readonly found: Simulated;
  readonly onGo?: ((task: string) => void) | undefined;
};

export function Sum({ found: { scenarios, coverage }, onGo }: SumProps) {
  const passed = scenarios.filter((one) => one.passed).length;
  return (
    <>
      <p role="status">{say("scenarios.sum", { passed, count: scenarios.length })}</p>
      <Coverage coverage={coverage} onGo={onGo} />
    </>
  );
}

type EntryProps = {
  readonly kept: Kept;
  readonly found: Simulated | undefined;
  readonly place: Place;
  readonly mayChange: boolean;
  readonly names: readonly string[];
};

function Entry({ kept, found, place, mayChange, names }: EntryProps) {
  const [isEdited, setEdited] = useState(false);
  const { name, savedByName } = kept;
  const outcome = found?.scenarios.find((one) => one.name === name);
  if (isEdited)
    return <EditScenario kept={kept} place={place} names={names} onDone={() => setEdited(false)} />;
  return (
    <>
      <div className={styles["words"]}>
        <p className={styles["subject"]}>
          {outcome !== undefined && (
            <span className={styles["verdict"]}>
              <StateMark state={outcome.passed ? "completed" : "faulted"} />
              {say(outcome.passed ? "scenarios.passed" : "scenarios.failed")}
            </span>
          )}
          <bdi>{name}</bdi>
        </p>
        {outcome?.faults.map((fault) => (
          <p key={fault}>
            <bdi>{fault}</bdi>
          </p>
        ))}
        <p className={styles["soft"]}>
          {outcome === undefined
            ? savedByName !== null && say("scenarios.savedBy", { name: savedByName })
            : say("scenarios.took", { span: span(outcome.tookMs) })}
        </p>
      </div>
      {mayChange && (
        <Button aria-label={say("scenarios.editLabel", { name })} onClick={() => setEdited(true)}>
          {say("scenarios.edit")}
        </Button>
      )}
    </>
  );
}
