/**
 * Changes what one may of a person: name, address, roles, department, manager, language, time zone.
 *
 * Never: a field sent that nobody has touched; somebody else may have changed it meanwhile.
 */
import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { type PersonChange, type PersonShown, useChangePerson } from "../../api/people";
import { say } from "../../words";
import { type Language, LANGUAGES } from "../../words/languages";
import { PersonSelect } from "../PersonSelect";
import { Question } from "../run/Question";
import { DepartmentField, RolesField } from "./Fields";
import { TimeZoneField } from "./TimeZoneField";

const languages = (Object.keys(LANGUAGES) as Language[]).map((value) => ({
  value,
  label: LANGUAGES[value].name,
}));

type Props = { readonly person: PersonShown; readonly onClose: () => void };

export function EditPerson({ person, onClose }: Props) {
  const [change, setChange] = useState<PersonChange>({});
  const given = useChangePerson(person.id);
  const name = change.name ?? person.name;
  return (
    <Question
      title={say("person.editTitle", { name: person.name })}
      submit={say("people.save")}
      given={given}
      large
      blocked={Object.keys(change).length === 0 || name.trim() === ""}
      onSubmit={() => given.mutate(change, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Fields
        person={person}
        change={change}
        set={(more) => setChange((before) => ({ ...before, ...more }))}
      />
    </Question>
  );
}

type FieldsProps = {
  readonly person: PersonShown;
  readonly change: PersonChange;
  readonly set: (more: PersonChange) => void;
};

/** What was touched, else as it is; null is a value of its own. */
function Fields({ person, change, set }: FieldsProps) {
  const { managerId = person.manager?.id ?? null, language = person.language } = change;
  const { departmentId = person.departmentId, name = person.name } = change;
  return (
    <>
      <TextInput
        label={say("people.name")}
        value={name ?? ""}
        maxLength={200}
        error={name?.trim() === "" ? say("invite.needName") : undefined}
        data-autofocus
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <TextInput
        type="email"
        dir="ltr"
        label={say("people.email")}
        description={person.state === "invited" ? say("person.emailMore") : undefined}
        value={change.email ?? person.email}
        onChange={({ currentTarget }) => set({ email: currentTarget.value })}
      />
      <RolesField value={change.roles ?? person.roles ?? []} onChange={(roles) => set({ roles })} />
      <DepartmentField
        label={say("people.department")}
        none={say("people.none")}
        value={departmentId}
        onChange={(chosen) => set({ departmentId: chosen })}
      />
      <PersonSelect
        label={say("people.manager")}
        value={managerId ?? ""}
        onChange={(manager) => set({ managerId: manager?.id ?? null })}
      />
      <Select
        label={say("people.language")}
        placeholder={say("people.none")}
        data={languages}
        value={language}
        clearable
        onChange={(chosen) => set({ language: chosen })}
      />
      <TimeZoneField
        value={change.timeZone ?? person.timeZone}
        onChange={(timeZone) => set({ timeZone })}
      />
    </>
  );
}
