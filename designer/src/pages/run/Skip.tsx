/**
 * Ends an open task with an output that a person gives, as if the task had made it.
 *
 * Never: without a reason, or with an output that is not JSON.
 */
import { useState } from "react";

import { useSkip } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { say } from "../../words";
import { JsonArea } from "./JsonArea";
import { jsonFault, jsonText } from "./jsonText";
import { Question } from "./Question";
import { Reason, reasonFault } from "./Reason";
import { useKey } from "./useKey";

/** A task by its visit. */
export type Skippable = { readonly key: string; readonly name: string };

type Props = {
  readonly run: RunShown;
  readonly task: Skippable;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Skip({ run, task, onClose, onDone }: Props) {
  const given = useSkip(run.id);
  const [said, setSaid] = useState({ output: "", reason: "" });
  const [isChecked, check] = useState(false);
  const keyOf = useKey();
  const send = () => {
    check(true);
    const output = jsonText(said.output);
    if (!output.ok || reasonFault(said.reason) !== undefined) return;
    const wanted = { visit: task.key, output: output.text, reason: said.reason.trim() };
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  return (
    <Question
      title={say("skip.title", { task: task.name })}
      submit={say("skip.submit")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say("skip.more")}</p>
      <JsonArea
        label={say("skip.output")}
        description={say("repair.json")}
        fault={isChecked ? jsonFault(said.output) : undefined}
        value={said.output}
        onChange={(output) => setSaid({ ...said, output })}
        first
      />
      <Reason
        value={said.reason}
        required={{ fault: isChecked ? reasonFault(said.reason) : undefined }}
        onChange={(reason) => setSaid({ ...said, reason })}
      />
    </Question>
  );
}
