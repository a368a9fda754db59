/**
 * What somebody says to what they do about an approval.
 *
 * Never: lost by a refusal; it stays until it was taken.
 */
import { Textarea } from "@mantine/core";
import type { Ref } from "react";

import { LONGEST_COMMENT } from "../../api/approvals";
import { say } from "../../words";
import questions from "../run/Question.module.css";

type Props = {
  readonly label?: string;
  readonly more?: string | undefined;
  readonly value: string;
  readonly fault?: string | undefined;
  readonly required?: boolean;
  readonly first?: boolean;
  readonly field?: Ref<HTMLTextAreaElement>;
  readonly onChange: (value: string) => void;
};

export function Comment(props: Props) {
  const { label = say("approval.comment"), more, value, fault, required, first, field } = props;
  return (
    <Textarea
      ref={field}
      classNames={{ input: questions["words"] ?? "" }}
      label={label}
      description={more}
      error={fault}
      aria-required={required === true || undefined}
      value={value}
      maxLength={LONGEST_COMMENT}
      autosize
      minRows={2}
      data-autofocus={first}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  );
}
