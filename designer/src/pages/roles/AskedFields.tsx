/**
 * Fields for what somebody may: which permission, and for which process.
 *
 * Never: a process for a permission that is not of processes.
 */
import { Select } from "@mantine/core";

import type { PermissionShown } from "../../api/access";
import { useProcesses } from "../../api/processes";
import { groupsOf } from "../../model/access";
import { say, sayOr } from "../../words";

type PermissionProps = {
  readonly all: readonly PermissionShown[];
  readonly value: string | undefined;
  readonly error?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

export function PermissionField({ all, value, error, onChange }: PermissionProps) {
  return (
    <Select
      label={say("why.permission")}
      placeholder={say("form.choose")}
      data={groupsOf(all).map(({ resource, permissions }) => ({
        group: sayOr("resources", resource),
        items: permissions.map(({ name }) => ({ value: name, label: sayOr("permissions", name) })),
      }))}
      value={value ?? null}
      error={error}
      searchable
      clearable
      onChange={(chosen) => onChange(chosen ?? undefined)}
      nothingFoundMessage={say("list.nothing")}
    />
  );
}

type ProcessProps = {
  readonly value: string | undefined;
  readonly isIdle: boolean;
  readonly onChange: (value: string | undefined) => void;
};

export function ProcessField({ value, isIdle, onChange }: ProcessProps) {
  const { processes = [] } = useProcesses({});
  const found = processes.map(({ namespace, name, title }) => ({
    value: `${namespace}/${name}`,
    label: title ?? name,
  }));
  const known = value === undefined || found.some((one) => one.value === value);
  return (
    <Select
      label={say("why.process")}
      description={isIdle ? say("why.notOfProcesses") : undefined}
      placeholder={say("why.anywhere")}
      data={known ? found : [...found, { value, label: value }]}
      value={value ?? null}
      disabled={isIdle}
      searchable
      clearable
      onChange={(chosen) => onChange(chosen ?? undefined)}
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
