/**
 * Fields that several forms about people have: roles, and the department by its path.
 *
 * Never: a role that one can't give, but for those that somebody has already.
 */
import { MultiSelect, Select } from "@mantine/core";

import { useDepartments } from "../../api/departments";
import { say } from "../../words";
import { useGivableRoles, useRoleTitle } from "../roles/useRoleTitles";

export const PATH = " > ";

type RolesProps = {
  readonly value: readonly string[];
  readonly onChange: (roles: string[]) => void;
};

export function RolesField({ value, onChange }: RolesProps) {
  const givable = useGivableRoles();
  const titleOf = useRoleTitle();
  const others = value.filter((name) => givable.every((role) => role.value !== name));
  return (
    <MultiSelect
      label={say("people.roles")}
      data={[...givable, ...others.map((name) => ({ value: name, label: titleOf(name) }))]}
      value={[...value]}
      onChange={onChange}
      placeholder={value.length === 0 ? say("people.noRoles") : undefined}
    />
  );
}

type DepartmentProps = {
  readonly label: string;
  readonly none: string;
  readonly value: string | null;
  /** Not offered, nor what is below. */
  readonly without?: string;
  readonly onChange: (department: string | null) => void;
};

export function DepartmentField({ label, none, value, without, onChange }: DepartmentProps) {
  const departments = useDepartments().data?.items ?? [];
  const hidden = departments.find(({ id }) => id === without)?.path.join(PATH);
  const all = departments.map(({ id, path }) => ({ value: id, label: path.join(PATH) }));
  const offered = all.filter(
    (one) => hidden === undefined || !`${one.label}${PATH}`.startsWith(`${hidden}${PATH}`),
  );
  return (
    <Select
      label={label}
      placeholder={none}
      data={offered.sort((one, other) => one.label.localeCompare(other.label))}
      value={value}
      onChange={onChange}
      searchable
      clearable
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
