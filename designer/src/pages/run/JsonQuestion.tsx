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
  /** What it is until somebody types. */
  readonly before?: string | undefined;
  /** Of the fields, while they can't be filled in. */
  readonly instead?: ReactNode;
  readonly children: ReactNode;
  readonly onSend: (value: string, reason: string) => void;
  readonly onClose: () => void;
};

export function JsonQuestion({
  label,
  description,
  before = "",
  instead,
  children,
  onSend,
  ...asked
}: Props) {
  const [typed, type] = useState<string>();
  const [reason, explain] = useState("");
  const [isChecked, check] = useState(false);
  const text = typed ?? before;
  const send = () => {
    check(true);
    const value = jsonText(text);
    if (value.ok && reasonFault(reason) === undefined) onSend(value.text, reason.trim());
  };
  return (
    <Question {...asked} blocked={instead !== undefined} onSubmit={send}>
      {children}
      {instead ?? (
        <>
          <JsonArea
            label={label}
            description={description}
            fault={isChecked ? jsonFault(text) : undefined}
            value={text}
            onChange={type}
            first
          />
          <Reason
            value={reason}
            required={{ fault: isChecked ? reasonFault(reason) : undefined }}
            onChange={explain}
          />
        </>
      )}
    </Question>
  );
}
