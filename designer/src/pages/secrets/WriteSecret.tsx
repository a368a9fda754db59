/**
 * Writes a value: of a new secret, or another one of a secret that is there.
 *
 * Never: a value kept once the dialog is shut, or offered by the browser another time.
 */
import { Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";

import { useWriteSecret } from "../../api/secrets";
import { say } from "../../words";
import { jsonText } from "../run/jsonText";
import { Question } from "../run/Question";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

type Props = {
  /** Of one that is there. */
  readonly name?: string;
  readonly onClose: () => void;
};

export function WriteSecret({ name: known, onClose }: Props) {
  const given = useWriteSecret();
  const [name, setName] = useState(known ?? "");
  const [value, setValue] = useState("");
  const [isJson, setJson] = useState(false);
  const [isChecked, check] = useState(false);
  const faults = faultsOf(name, value, isJson);
  const send = () => {
    check(true);
    if (faults.name !== undefined || faults.text === undefined) return;
    given.mutate({ name, value: faults.text }, { onSuccess: onClose });
  };
  return (
    <Question
      title={known === undefined ? say("secrets.new") : say("secrets.writeTitle", { name: known })}
      submit={say("secrets.save")}
      given={given}
      onSubmit={send}
      onClose={onClose}
    >
      {known === undefined && (
        <TextInput
          label={say("secrets.name")}
          description={say("secrets.nameMore")}
          error={isChecked ? faults.name : undefined}
          value={name}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      )}
      <PasswordInput
        label={say("secrets.value")}
        description={say("secrets.valueMore")}
        error={isChecked ? faults.value : undefined}
        value={value}
        dir="ltr"
        spellCheck={false}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": say("secrets.see") }}
        data-autofocus={known !== undefined || undefined}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <Checkbox
        label={say("secrets.isJson")}
        checked={isJson}
        onChange={({ currentTarget }) => setJson(currentTarget.checked)}
      />
      <p>{say(known === undefined ? "secrets.newMore" : "secrets.writeMore")}</p>
    </Question>
  );
}

/** `text` is the value as JSON, where there is one that can be sent. */
function faultsOf(name: string, value: string, isJson: boolean) {
  const found: { name?: string; value?: string; text?: string } = {};
  if (!NAME.test(name)) found.name = say("secrets.nameFault");
  if (value === "") return { ...found, value: say("secrets.valueMissing") };
  if (!isJson) return { ...found, text: JSON.stringify(value) };
  const read = jsonText(value);
  return read.ok ? { ...found, text: read.text } : { ...found, value: read.fault };
}
