/**
 * What can be chosen: a line each, as it is kept and, where that is not what people read, as it is
 * shown.
 *
 * Never: a number made of what was a number and still reads as one lost to a text.
 */
import { Textarea } from "@mantine/core";
import { useState } from "react";

import { type FormField, lineOf, type Option } from "../../model/formFields";
import { say } from "../../words";
import styles from "./formEditor.module.css";

type Props = {
  readonly field: FormField;
  readonly disabled: boolean;
  readonly onChange: (field: FormField) => void;
};

export function Options({ field, disabled, onChange }: Props) {
  const [typed, type] = useState<string>();
  const written = field.options.map(optionLine).join("\n");
  return (
    <Textarea
      label={say("formEditor.options")}
      description={say("formEditor.optionsHint")}
      classNames={{ input: styles["lines"] ?? "" }}
      value={typed ?? written}
      disabled={disabled}
      dir="auto"
      autosize
      minRows={3}
      maxRows={12}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        onChange({ ...field, options: optionsOf(currentTarget.value, field.options) });
      }}
      onBlur={() => type(undefined)}
    />
  );
}

function optionLine({ value, label }: Option): string {
  const kept = lineOf(value);
  return label === "" ? kept : `${kept}: ${label}`;
}

function optionsOf(text: string, before: readonly Option[]): readonly Option[] {
  const found: Option[] = [];
  for (const line of text.split("\n")) {
    const [, kept = "", label = ""] = /^\s*(.*?)(?::\s+(.*?))?\s*$/.exec(line) ?? [];
    if (kept === "") continue;
    const was = before.find(({ value }) => lineOf(value) === kept);
    const value = was === undefined ? kept : was.value;
    if (!found.some((one) => one.value === value)) found.push({ value, label });
  }
  return found;
}
