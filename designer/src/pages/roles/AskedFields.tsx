/**
 * Fields for what somebody may: which permission, and for which process.
 *
 * Never: a process for a permission that is not of processes.
 */
import { Select } from "@mantine/core";

import type { PermissionShown } from "../../api/access";
import { groupsOf } from "../../model/access";
import { say, sayOr } from "../../words";
import { ProcessSelect } from "../ProcessSelect";

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

export function ProcessField(props: ProcessProps) {
  return (
    <ProcessSelect
      label={say("why.process")}
      none={say("why.anywhere")}
      description={props.isIdle ? say("why.notOfProcesses") : undefined}
      {...props}
    />
  );
}
