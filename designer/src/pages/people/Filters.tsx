/**
 * What people are looked for by.
 *
 * Never: roles and states for who may not see them; the API would refuse them.
 */
import { Select } from "@mantine/core";

import { PERSON_STATES, type PersonFilter } from "../../api/people";
import { Choices } from "../../parts/Choices";
import { SearchField } from "../../parts/SearchField";
import { say } from "../../words";
import { useAllRoles } from "../roles/useRoleTitles";
import { DepartmentField } from "./Fields";
import styles from "./People.module.css";

type Props = {
  readonly filter: PersonFilter;
  readonly administers: boolean;
  readonly onChange: (filter: PersonFilter) => void;
};

export function Filters({ filter, administers, onChange }: Props) {
  const roles = useAllRoles();
  const set = (name: keyof PersonFilter, value: string | null) => {
    const { [name]: _, ...others } = filter;
    onChange(value === null || value === "" ? others : { ...others, [name]: value });
  };
  return (
    <div className={styles["tools"]}>
      <SearchField
        label={say("people.search")}
        value={filter.search ?? ""}
        onChange={(search) => set("search", search)}
      />
      <DepartmentField
        label={say("people.department")}
        none={say("people.anyDepartment")}
        value={filter.department ?? null}
        onChange={(department) => set("department", department)}
      />
      {administers && (
        <>
          <Select
            label={say("people.role")}
            placeholder={say("people.anyRole")}
            data={roles}
            value={filter.role ?? null}
            onChange={(role) => set("role", role)}
            clearable
          />
          <Choices
            label={say("people.state")}
            value={filter.state ?? "all"}
            choices={[
              { value: "all", label: say("people.all") },
              ...PERSON_STATES.map((state) => ({ value: state, label: say(`people.${state}`) })),
            ]}
            onChange={(state) => set("state", state === "all" ? null : state)}
          />
        </>
      )}
    </div>
  );
}
