/**
 * Chooses several of the tenant, each found by a part of their name, email or department.
 *
 * Never: all people at once, or one dropped because the search doesn't find them.
 */
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import type { Named } from "../../api/people";
import { usePeople } from "../../forms/usePeople";
import { say } from "../../words";

const WAIT_MS = 200;

type Props = {
  readonly value: readonly Named[];
  readonly onChange: (people: Named[]) => void;
};

export function PeopleSelect({ value, onChange }: Props) {
  const [typed, type] = useState("");
  const [isOpened, setOpened] = useState(false);
  const [asked] = useDebouncedValue(typed.trim(), WAIT_MS);
  const found = usePeople(asked, isOpened);
  const items = found.data?.items ?? [];
  const known = new Map([...items, ...value].map(({ id, name }) => [id, name]));
  return (
    <MultiSelect
      label={say("people.title")}
      data={[...known].map(([id, label]) => ({ value: id, label }))}
      value={value.map(({ id }) => id)}
      searchable
      // The API has filtered, by email and department too; who is chosen stands above.
      filter={({ options }) => options}
      onSearchChange={type}
      onDropdownOpen={() => setOpened(true)}
      onChange={(ids) => onChange(ids.map((id) => ({ id, name: known.get(id) ?? id })))}
      hidePickedOptions
      nothingFoundMessage={say(found.isFetching ? "form.person.searching" : "form.person.none")}
    />
  );
}
