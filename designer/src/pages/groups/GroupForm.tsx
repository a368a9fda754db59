/**
 * Makes a group or changes it: its name, what it is for, its people and departments.
 *
 * Never: a member lost that the page has not shown.
 */
import { MultiSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { type Group, useDepartments, usePutGroup } from "../../api/departments";
import { say } from "../../words";
import { PATH } from "../people/Fields";
import { Question } from "../run/Question";
import { PeopleSelect } from "./PeopleSelect";

type Props = { readonly group: Group | undefined; readonly onClose: () => void };

const NONE: Omit<Group, "id"> = { name: "", description: "", people: [], departments: [] };

export function GroupForm({ group, onClose }: Props) {
  const [said, setSaid] = useState(group ?? NONE);
  const [isTried, setTried] = useState(false);
  const given = usePutGroup(group?.id);
  const name = said.name.trim();
  const set = (more: Partial<typeof NONE>) => setSaid((before) => ({ ...before, ...more }));
  const send = () => {
    setTried(true);
    if (name === "") return;
    const people = said.people.map(({ id }) => id);
    const departments = said.departments.map(({ id }) => id);
    given.mutate(
      { name, description: said.description.trim(), people, departments },
      {
        onSuccess: onClose,
      },
    );
  };
  return (
    <Question
      title={
        group === undefined ? say("groups.add") : say("groups.editTitle", { name: group.name })
      }
      submit={say("people.save")}
      given={{ ...given, data: undefined }}
      large
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={say("departments.name")}
        value={said.name}
        maxLength={200}
        error={isTried && name === "" ? say("departments.needName") : undefined}
        data-autofocus
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <Textarea
        label={say("groups.description")}
        value={said.description}
        maxLength={1000}
        autosize
        minRows={1}
        onChange={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <PeopleSelect value={said.people} onChange={(people) => set({ people })} />
      <DepartmentsSelect
        value={said.departments}
        onChange={(departments) => set({ departments })}
      />
    </Question>
  );
}

type SelectProps = {
  readonly value: Group["departments"];
  readonly onChange: (departments: Group["departments"]) => void;
};

function DepartmentsSelect({ value, onChange }: SelectProps) {
  const departments = useDepartments().data?.items ?? [];
  const paths = new Map(departments.map(({ id, path }) => [id, path.join(PATH)]));
  const known = new Map([...value.map(({ id, name }) => [id, name] as const), ...paths]);
  return (
    <MultiSelect
      label={say("departments.title")}
      description={say("groups.withBelow")}
      data={[...known].map(([id, label]) => ({ value: id, label }))}
      value={value.map(({ id }) => id)}
      searchable
      onChange={(ids) => onChange(ids.map((id) => ({ id, name: known.get(id) ?? id })))}
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
