/**
 * The scenarios of a process as the file that lies beside its definition: down and up.
 *
 * Never: a scenario lost by a file; what the file doesn't name stays.
 */
import { useRef, useState } from "react";

import { type Kept, useKeepScenario } from "../../api/scenarios";
import { fileText, readFile } from "../../model/scenarioText";
import { Button } from "../../parts/Button";
import { DownloadIcon } from "../../parts/icons";
import { Notice } from "../../parts/Notice";
import { saveFile } from "../../parts/saveFile";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import type { Place } from "./place";
import { scenariosOf } from "./Scenarios";
import styles from "./Trying.module.css";

type Props = {
  readonly place: Place;
  readonly items: readonly Kept[];
  readonly mayChange: boolean;
};

export function ScenarioFile({ place, items, mayChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const keeping = useKeepScenario(place);
  const [isWrong, setWrong] = useState(false);
  const [taken, setTaken] = useState<number>();
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const scenarios = readFile(await file.text());
    setWrong(scenarios === undefined);
    setTaken(undefined);
    let count = 0;
    for (const [name, scenario] of Object.entries(scenarios ?? {})) {
      const before = items.find((one) => one.name === name);
      await keeping.mutateAsync({ name, scenario, ...(before && { base: before.etag }) });
      count += 1;
    }
    if (scenarios !== undefined) setTaken(count);
  };
  const save = () => {
    saveFile(`${place.name}.scenarios.yaml`, fileText(scenariosOf(items)), "application/yaml");
  };
  return (
    <div className={styles["part"]}>
      <div className={styles["tools"]}>
        {items.length > 0 && (
          <Button onClick={save}>
            <DownloadIcon size={14} stroke={1.8} aria-hidden="true" />
            {say("scenarios.download")}
          </Button>
        )}
        {mayChange && (
          <Button busy={keeping.isPending} onClick={() => input.current?.click()}>
            {say("scenarios.upload")}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say("scenarios.upload")}
          accept=".yaml,.yml"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            // A refusal of the server stands below; nothing else goes wrong here.
            void take(file).catch(() => undefined);
            currentTarget.value = "";
          }}
        />
      </div>
      {isWrong && <Notice title={say("scenarios.fileFault")} />}
      {keeping.error !== null && <Trouble error={keeping.error} done />}
      <p className={styles["soft"]} role="status">
        {taken !== undefined && say("scenarios.uploaded", { count: taken })}
      </p>
    </div>
  );
}
