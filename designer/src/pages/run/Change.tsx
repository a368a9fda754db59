/**
 * Changes the data of a run that rests: what the expressions of its process know as `$context`.
 *
 * Never: sent as it stood at the beginning by a slip; who changes data says why.
 */
import { useState } from "react";

import { useChange } from "../../api/repairs";
import type { RunShown } from "../../api/runs";
import { say } from "../../words";
import { JsonArea } from "./JsonArea";
import { jsonFault, jsonText } from "./jsonText";
import { Question } from "./Question";
import { Reason, reasonFault } from "./Reason";
import { useKey } from "./useKey";

type Props = {
  readonly run: RunShown;
  /** What somebody last changed them to; the API tells no other of a run that goes on. */
  readonly before: string | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function Change({ run, before, onClose, onDone }: Props) {
  const given = useChange(run.id);
  const [said, setSaid] = useState({ context: before ?? "", reason: "" });
  const [isChecked, check] = useState(false);
  const keyOf = useKey();
  const send = () => {
    check(true);
    const context = jsonText(said.context);
    if (!context.ok || reasonFault(said.reason) !== undefined) return;
    const wanted = { context: context.text, reason: said.reason.trim() };
    given.mutate(
      { wanted, key: keyOf(wanted) },
      { onSuccess: ({ answer }) => answer === "accepted" && onDone() },
    );
  };
  return (
    <Question
      title={say("change.title")}
      submit={say("change.submit")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      <p>{say("change.more")}</p>
      <JsonArea
        label={say("change.context")}
        description={say(before === undefined ? "repair.json" : "change.before")}
        fault={isChecked ? jsonFault(said.context) : undefined}
        value={said.context}
        onChange={(context) => setSaid({ ...said, context })}
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
