/**
 * From which task, in which version and with what a run is to go on.
 *
 * Never: a choice that the person may not make; what they can't change is not asked.
 */
import { Checkbox, NativeSelect, Radio } from "@mantine/core";

import { useMay } from "../../api/access";
import { useProcess } from "../../api/processes";
import type { RetryPlan } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { textOf } from "../../model/json";
import { type Chosen, placesOf, WAYS } from "../../model/retryPlan";
import { nameOf } from "../../model/tasks";
import { say } from "../../words";
import { JsonArea } from "./JsonArea";
import styles from "./Question.module.css";
import type { Faults } from "./Retry";

type Props = {
  readonly run: RunShown;
  readonly plan: RetryPlan;
  readonly chosen: Chosen;
  readonly faults: Faults;
  readonly onChange: (chosen: Chosen) => void;
};

export function RetryChoices(props: Props) {
  const { run, plan, chosen, onChange } = props;
  const mayChange = useMay(run.workflow)("runs:change") && !run.valuesHidden;
  const versions = useVersions(run);
  const places = placesOf(plan.visits).map(({ visit, name, count }) => ({
    value: visit,
    label: count === undefined ? name : say("retry.time", { task: name, count }),
  }));
  return (
    <>
      <NativeSelect
        label={say("retry.visit")}
        data={places}
        value={chosen.visit ?? plan.visit}
        data-autofocus
        // What was typed belongs to the task that was chosen before.
        onChange={({ currentTarget }) =>
          onChange({ ...chosen, visit: currentTarget.value, input: undefined, context: undefined })
        }
      />
      <NativeSelect
        label={say("retry.version")}
        data={versions}
        value={chosen.version ?? run.version}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...chosen, version: value === run.version ? undefined : value })
        }
      />
      {mayChange && <Values {...props} />}
    </>
  );
}

function Values({ plan, chosen, faults, onChange }: Props) {
  return (
    <>
      <Radio.Group
        label={say("retry.how", { task: nameOf(plan.task) })}
        value={chosen.way}
        onChange={(way) => onChange({ ...chosen, way: way })}
      >
        <div className={styles["choices"]}>
          {WAYS.map((way) => (
            <Radio
              key={way}
              value={way}
              label={say(`retry.${way}`)}
              description={say(`retry.${way}More`)}
            />
          ))}
        </div>
      </Radio.Group>
      {chosen.way === "edited" && (
        <JsonArea
          label={say("retry.input")}
          description={say("retry.inputMore")}
          fault={faults.input}
          value={chosen.input ?? textOf(plan.input)}
          onChange={(input) => onChange({ ...chosen, input })}
        />
      )}
      {chosen.way === "skipped" && (
        <JsonArea
          label={say("retry.output")}
          description={say("repair.json")}
          fault={faults.output}
          value={chosen.output}
          onChange={(output) => onChange({ ...chosen, output })}
        />
      )}
      <Checkbox
        label={say("retry.changed")}
        checked={chosen.isChanged}
        onChange={({ currentTarget }) => onChange({ ...chosen, isChanged: currentTarget.checked })}
      />
      {chosen.isChanged && (
        <JsonArea
          label={say("retry.context")}
          description={say("retry.contextMore")}
          fault={faults.context}
          value={chosen.context ?? textOf(plan.context)}
          onChange={(context) => onChange({ ...chosen, context })}
        />
      )}
    </>
  );
}

/** The one that it has, then the published ones, the newest first. */
function useVersions({ workflow, version }: RunShown) {
  const [namespace = "", name = ""] = workflow.split("/");
  const process = useProcess(namespace, name);
  const others = (process.data?.versions ?? []).filter(
    (one) => one.state === "published" && one.version !== version,
  );
  return [
    { value: version, label: say("retry.same", { version }) },
    ...others.map((one) => ({ value: one.version, label: one.version })),
  ];
}
