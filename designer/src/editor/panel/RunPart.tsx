/**
 * What a task runs: another process, a script, a command, a container.
 *
 * Never: a look at what it does; that is its own.
 */
import { Autocomplete } from "@mantine/core";

import { useProcesses } from "../../api/processes";
import type { TaskKind } from "../../model/graphTypes";
import { say } from "../../words";
import { AnyValue } from "./AnyValue";
import { Fold } from "./Fold";
import { Line, Pick, Tick } from "./Line";
import { Rows } from "./Rows";
import { useSlot } from "./useSlot";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { under, usePut, useValue } from "./usePanel";
import { isObject, type Json } from "../../model/json";
import type { PartProps } from "./Simple";

const RETURNS = ["stdout", "stderr", "code", "all", "none"] as const;
const LANGUAGES = ["js", "python"] as const;

export function RunPart({ pointer, kind }: PartProps & { readonly kind: TaskKind }) {
  const run = `${pointer}/run`;
  return (
    <>
      {kind === "run.workflow" && <Workflow pointer={under(run, "workflow")} />}
      {kind === "run.script" && <Script pointer={under(run, "script")} />}
      {kind === "run.shell" && <Shell pointer={under(run, "shell")} />}
      {kind === "run.container" && <Container pointer={under(run, "container")} />}
      <Fold title={say("panel.part.more")} pointers={[`${run}/await`, `${run}/return`]}>
        <Tick pointer={under(run, "await")} label={say("panel.run.await")} initial />
        {kind !== "run.workflow" && (
          <Pick
            pointer={under(run, "return")}
            label={say("panel.run.return")}
            choices={RETURNS.map((one) => ({ value: one, label: say(`panel.run.returns.${one}`) }))}
            initial="stdout"
          />
        )}
      </Fold>
    </>
  );
}

function Workflow({ pointer }: PartProps) {
  const slot = useSlot({ pointer: `${pointer}/name`, label: say("panel.run.process") });
  const namespace = useValue(`${pointer}/namespace`);
  const name = useValue(`${pointer}/name`);
  const value = useValue(pointer);
  const put = usePut();
  const { processes: all = [] } = useProcesses({});
  const titles = new Map(all.map((one) => [`${one.namespace}/${one.name}`, one.title]));
  const input = useValue(`${pointer}/input`);
  const shown = [namespace, name].filter(isName).join("/");
  const choose = (typed: string) => {
    const [first = "", ...rest] = typed.split("/");
    const before = value !== undefined && isObject(value) ? value : {};
    put(pointer, { ...before, namespace: first, name: rest.join("/") });
  };
  return (
    <>
      <div className={styles["field"]}>
        <Autocomplete
          {...slot}
          data={[...titles.keys()]}
          value={shown}
          dir="ltr"
          limit={20}
          renderOption={({ option }) => (
            <span>
              <bdi>{titles.get(option.value) ?? option.value}</bdi>{" "}
              <span className={styles["soft"]}>{option.value}</span>
            </span>
          )}
          onChange={choose}
        />
      </div>
      <Line
        pointer={under(pointer, "version")}
        label={say("panel.run.version")}
        hint={say("panel.run.versionHint")}
        isCode
      />
      {input === undefined || isObject(input) ? (
        <Rows pointer={under(pointer, "input")} label={say("panel.run.input")} within={pointer} />
      ) : (
        <AnyValue
          pointer={under(pointer, "input")}
          label={say("panel.run.input")}
          within={pointer}
        />
      )}
    </>
  );
}

function isName(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function Script({ pointer }: PartProps) {
  return (
    <>
      <Pick
        pointer={under(pointer, "language")}
        label={say("panel.run.language")}
        choices={LANGUAGES.map((one) => ({ value: one, label: say(`panel.run.languages.${one}`) }))}
      />
      <Line pointer={under(pointer, "code")} label={say("panel.run.code")} isCode long />
      <Rows
        pointer={under(pointer, "arguments")}
        label={say("panel.run.arguments")}
        within={pointer}
      />
    </>
  );
}

function Shell({ pointer }: PartProps) {
  return (
    <>
      <ValueText pointer={under(pointer, "command")} label={say("panel.run.command")} isCode />
      <Environment pointer={pointer} />
    </>
  );
}

function Container({ pointer }: PartProps) {
  return (
    <>
      <ValueText pointer={under(pointer, "image")} label={say("panel.run.image")} isCode />
      <ValueText pointer={under(pointer, "command")} label={say("panel.run.command")} isCode />
      <Environment pointer={pointer} />
    </>
  );
}

function Environment({ pointer }: PartProps) {
  return (
    <Rows
      pointer={under(pointer, "environment")}
      label={say("panel.run.environment")}
      within={pointer}
      textOnly
    />
  );
}
