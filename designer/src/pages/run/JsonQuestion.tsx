/**
 * Asks for one value as JSON, and why: what a person says to a run in place of its process.
 *
 * Never: sent without a reason, or with a value that is not JSON.
 */
import { type ReactNode, useState } from "react";

import { JsonArea } from "./JsonArea";
import { jsonFault, jsonText } from "./jsonText";
import { Question } from "./Question";
import { Reason, reasonFault } from "./Reason";

type Props = {
  readonly title: string;
  readonly submit: string;
  readonly given: Parameters<typeof Question>[0]["given"];
  /** What the value is. */
  readonly label: string;
  readonly description: string;
  readonly before?: string | undefined;
  readonly children: ReactNode;
  readonly onSend: (value: string, reason: string) => void;
  readonly onClose: () => void;
};

export function JsonQuestion({
  label,
  description,
  before = "",
  children,
  onSend,
  ...asked
}: Props) {
  const [said, setSaid] = useState({ value: before, reason: "" });
  const [isChecked, check] = useState(false);
  const send = () => {
    check(true);
    const value = jsonText(said.value);
    if (value.ok && reasonFault(said.reason) === undefined) {
      onSend(value.text, said.reason.trim());
    }
  };
  return (
    <Question {...asked} onSubmit={send}>
      {children}
      <JsonArea
        label={label}
        description={description}
        fault={isChecked ? jsonFault(said.value) : undefined}
        value={said.value}
        onChange={(value) => setSaid({ ...said, value })}
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
