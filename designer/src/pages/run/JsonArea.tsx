/**
 * A value that is typed as JSON, in a dialog.
 *
 * Never: a text put in order while somebody types it.
 */
import { Textarea } from "@mantine/core";

import styles from "./Question.module.css";

type Props = {
  readonly label: string;
  readonly description: string;
  readonly fault: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly first?: boolean;
};

export function JsonArea({ label, description, fault, value, onChange, first }: Props) {
  return (
    <Textarea
      classNames={{ input: styles["code"] ?? "" }}
      label={label}
      description={description}
      error={fault}
      value={value}
      autosize
      minRows={3}
      maxRows={16}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      dir="ltr"
      data-autofocus={first}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
