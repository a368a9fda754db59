/**
 * The groups of a provider, each with the roles and the department that come with it.
 *
 * Never: a rule that stands twice; the API refuses it and says so.
 */
import { MultiSelect, NativeSelect, TextInput } from "@mantine/core";

import { type GroupRule, useDepartmentNames } from "../../api/providers";
import { Button } from "../../parts/Button";
import { AddIcon, RemoveIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./Providers.module.css";

type Choice = { readonly value: string; readonly label: string };
type Props = {
  readonly roles: readonly Choice[];
  readonly rules: readonly GroupRule[];
  readonly onChange: (rules: GroupRule[]) => void;
};

export function Mapping({ roles, rules, onChange }: Props) {
  const departments = useDepartmentNames().data ?? [];
  const change = (at: number, some: Partial<GroupRule>) =>
    onChange(rules.map((rule, place) => (place === at ? { ...rule, ...some } : rule)));
  return (
    <fieldset className={styles["mapping"]}>
      <legend>{say("providers.mapping")}</legend>
      {rules.map((rule, place) => (
        // A rule is its place: nothing else of it stays while it is written.
        <div key={place} className={styles["rule"]}>
          <TextInput
            label={say("providers.group")}
            value={rule.group}
            dir="ltr"
            autoComplete="off"
            onChange={({ currentTarget }) => change(place, { group: currentTarget.value })}
          />
          <MultiSelect
            label={say("providers.roles")}
            data={[...roles]}
            value={rule.roles ?? []}
            onChange={(chosen) => change(place, { roles: chosen })}
          />
          <NativeSelect
            label={say("providers.department")}
            data={[
              { value: "", label: say("providers.noDepartment") },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={rule.departmentId ?? ""}
            onChange={({ currentTarget }) =>
              change(place, {
                departmentId: currentTarget.value === "" ? null : currentTarget.value,
              })
            }
          />
          <Button
            look="quiet"
            aria-label={say("providers.dropRule", { group: rule.group })}
            onClick={() => onChange(rules.filter((_, other) => other !== place))}
          >
            <RemoveIcon size={16} stroke={1.7} aria-hidden="true" />
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...rules, { group: "", roles: [], departmentId: null }])}>
        <AddIcon size={16} stroke={1.7} aria-hidden="true" />
        {say("providers.addRule")}
      </Button>
    </fieldset>
  );
}
