/**
 * The name that expressions call a field by; taken over when it is left.
 *
 * Never: one that another field has, or none at all.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { say } from "../../words";
import type { EditorProps } from "./FieldEditor";

export function KeyField({ field, others, disabled, onChange }: EditorProps) {
  const [typed, type] = useState<string>();
  const isTaken = typed !== undefined && others.some(({ key }) => key === typed);
  return (
    <TextInput
      label={say("formEditor.key")}
      description={say("formEditor.keyHint")}
      value={typed ?? field.key}
      error={isTaken ? say("panel.nameTaken") : undefined}
      disabled={disabled}
      dir="ltr"
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => {
        if (typed !== undefined && typed !== "" && !isTaken) onChange({ ...field, key: typed });
        type(undefined);
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === "Enter") currentTarget.blur();
      }}
    />
  );
}
