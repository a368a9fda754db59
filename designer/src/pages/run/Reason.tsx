/**
 * Why somebody does what they do to a run.
 *
 * Never: taken from what was typed before; each deed has its own.
 */
import { Textarea } from "@mantine/core";

import { say } from "../../words";
import styles from "./Question.module.css";

const MOST_CHARACTERS = 2_000;

type Props = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Nothing: it may be left out. */
  readonly required?: { readonly fault: string | undefined };
  readonly first?: boolean;
};

export function Reason({ value, onChange, required, first }: Props) {
  return (
    <Textarea
      classNames={{ input: styles["words"] ?? "" }}
      label={say(required === undefined ? "command.reason" : "repair.reason")}
      description={say("command.reasonMore")}
      error={required?.fault}
      aria-required={required !== undefined || undefined}
      value={value}
      maxLength={MOST_CHARACTERS}
      autosize
      minRows={2}
      data-autofocus={first}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

export function reasonFault(reason: string): string | undefined {
  return reason.trim() === "" ? say("repair.reasonMissing") : undefined;
}
