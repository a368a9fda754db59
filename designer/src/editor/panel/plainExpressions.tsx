/**
 * Expressions as plain text, for tests of what stands around them.
 *
 * Never: on a page; there they are written with what is at hand offered.
 */
import { Textarea } from "@mantine/core";

import { readTemplate, typedOf, typedTemplate, writeTemplate } from "../../model/jq/template";
import type { TemplateProps } from "../jq/TemplateField";
import { asBefore, bareCode, inBraces } from "../../model/code";
import styles from "./panel.module.css";
import { useSentence } from "./usePanel";

type Props = {
  /** As the document has it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly pointer: string;
  /** Nothing but an expression can stand there, so that it needs no `${ }`. */
  readonly bare?: boolean;
};

export function ExpressionField({ value, onChange, label, pointer, bare = false }: Props) {
  const written = (typed: string) => (bare ? asBefore(value, typed) : inBraces(typed)) ?? "";
  return (
    <Textarea
      label={label}
      classNames={{ input: styles["code"] ?? "" }}
      value={bareCode(value)}
      error={useSentence(pointer)}
      dir="ltr"
      autosize
      minRows={1}
      maxRows={10}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(written(currentTarget.value))}
    />
  );
}

export function ConditionField(props: Props) {
  return <ExpressionField {...props} />;
}

export function TemplateField({ value, onChange, label, description, error }: TemplateProps) {
  return (
    <Textarea
      label={label}
      description={description}
      value={typedOf(readTemplate(value) ?? [])}
      error={error}
      onChange={({ currentTarget }) => onChange(writeTemplate(typedTemplate(currentTarget.value)))}
    />
  );
}
