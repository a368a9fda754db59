/**
 * One of many, found by typing; or none.
 *
 * Never: without the one that is chosen already, whether it is known or not.
 */
import { Select } from "@mantine/core";

import { say } from "../words";

type Choice = { readonly value: string; readonly label: string };
type Props = {
  readonly label: string;
  readonly placeholder: string;
  readonly description?: string | undefined;
  readonly choices: readonly Choice[];
  readonly value: string | undefined;
  readonly fault?: string | undefined;
  readonly isIdle?: boolean;
  readonly onChange: (value: string | undefined) => void;
};

export function SearchSelect({ choices, value, fault, isIdle = false, onChange, ...said }: Props) {
  const known = value === undefined || choices.some((one) => one.value === value);
  return (
    <Select
      {...said}
      data={known ? [...choices] : [...choices, { value, label: value }]}
      value={value ?? null}
      error={fault}
      disabled={isIdle}
      searchable
      clearable
      onChange={(chosen) => onChange(chosen ?? undefined)}
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
