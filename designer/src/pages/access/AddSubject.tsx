/**
 * Chooses to whom a process is granted besides: everyone, a role, a department, a person.
 *
 * Never: somebody twice.
 */
import { Autocomplete, NativeSelect } from "@mantine/core";
import { useState } from "react";

import { type Right, useRoles } from "../../api/access";
import { type Granted, keyOf } from "../../model/access";
import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { say } from "../../words";
import { PersonSelect } from "../PersonSelect";
import { titleOf } from "../roles/roleTitle";
import { usePeopleFound } from "../runs/people";
import styles from "./Access.module.css";

type Grant = Granted<Right>;
type Chosen = Omit<Grant, "rights">;
type Props = {
  readonly grants: readonly Grant[];
  readonly onAdd: (grant: Grant) => void;
};

const KINDS = ["person", "role", "department", "everyone"] as const;
const LONGEST_DEPARTMENT = 200;
/** What most are granted a process for. */
const FIRST: readonly Right[] = ["start"];

export function AddSubject({ grants, onAdd }: Props) {
  const [kind, setKind] = useState<(typeof KINDS)[number]>("person");
  const [chosen, choose] = useState<Chosen>();
  const wanted: Chosen | undefined =
    kind === "everyone" ? { subject: { kind, id: "" }, name: null } : chosen;
  const isThere =
    wanted !== undefined && grants.some(({ subject }) => keyOf(subject) === keyOf(wanted.subject));
  return (
    <fieldset className={styles["add"]}>
      <legend>{say("access.addTitle")}</legend>
      <NativeSelect
        label={say("access.kind")}
        data={KINDS.map((one) => ({ value: one, label: say(`access.${one}`) }))}
        value={kind}
        onChange={({ currentTarget: { value } }) => {
          setKind(KINDS.find((one) => one === value) ?? "person");
          choose(undefined);
        }}
      />
      {kind === "person" && (
        <PersonSelect
          label={say("access.whichPerson")}
          value={chosen?.subject.id ?? ""}
          onChange={(one) => choose(one && { subject: { kind, id: one.id }, name: one.name })}
        />
      )}
      {kind === "role" && (
        <RoleField
          value={chosen?.subject.id}
          onChange={(id) => choose({ subject: { kind, id }, name: null })}
        />
      )}
      {kind === "department" && (
        <DepartmentField
          value={chosen?.subject.id ?? ""}
          onChange={(id) =>
            choose(id.trim() === "" ? undefined : { subject: { kind, id }, name: null })
          }
        />
      )}
      <Button
        idle={wanted === undefined || isThere}
        aria-description={
          isThere ? say("access.twice", { name: say(`access.${kind}`) }) : undefined
        }
        onClick={() => {
          if (wanted !== undefined) onAdd({ ...trimmed(wanted), rights: FIRST });
        }}
      >
        <AddIcon size={16} stroke={1.8} aria-hidden="true" />
        {say("access.add")}
      </Button>
    </fieldset>
  );
}

function trimmed({ subject, name }: Chosen): Chosen {
  return { subject: { ...subject, id: subject.id.trim() }, name };
}

type RoleProps = {
  readonly value: string | undefined;
  readonly onChange: (name: string) => void;
};

function RoleField({ value, onChange }: RoleProps) {
  const roles = useRoles().data?.items ?? [];
  return (
    <NativeSelect
      label={say("access.whichRole")}
      data={[
        { value: "", label: say("form.choose"), disabled: true },
        ...roles.map((role) => ({ value: role.name, label: titleOf(role) })),
      ]}
      value={value ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

type DepartmentProps = { readonly value: string; readonly onChange: (name: string) => void };

function DepartmentField({ value, onChange }: DepartmentProps) {
  const people = usePeopleFound(true);
  const known = people.flatMap(({ department }) => (department === null ? [] : [department]));
  return (
    <Autocomplete
      label={say("access.whichDepartment")}
      data={[...new Set(known)].sort()}
      value={value}
      maxLength={LONGEST_DEPARTMENT}
      onChange={onChange}
    />
  );
}
