/**
 * Chooses somebody of the tenant, found by a part of their name, email or department.
 *
 * Never: all people at once.
 */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { type Person, usePeople, usePerson } from "../forms/usePeople";
import { say } from "../words";

const WAIT_MS = 200;

type Props = {
  readonly label: string;
  /** Of whom; empty: nobody yet. */
  readonly value: string;
  readonly onChange: (person: Person | undefined) => void;
};

export function PersonSelect({ label, value, onChange }: Props) {
  const [typed, type] = useState("");
  const [isOpened, setOpened] = useState(false);
  const who = usePerson(value, "id", true).data ?? undefined;
  const text = typed.trim();
  // The name that stands in the field is not what is looked for.
  const wanted = text === who?.name ? "" : text;
  const [asked] = useDebouncedValue(wanted, WAIT_MS);
  const found = usePeople(asked, isOpened);
  const items = found.data?.items ?? [];
  const people =
    who === undefined || items.some(({ id }) => id === value) ? items : [who, ...items];
  return (
    <Select
      label={label}
      placeholder={say("form.choose")}
      data={people.map(({ id, name, email }) => ({ value: id, label: name, email }))}
      value={value === "" ? null : value}
      searchable
      clearable
      // The API has filtered; whom it doesn't know yet of is not offered.
      filter={({ options }) => options}
      onSearchChange={type}
      onDropdownOpen={() => setOpened(true)}
      onChange={(id) => onChange(people.find((one) => one.id === id))}
      nothingFoundMessage={say(found.isFetching ? "form.person.searching" : "form.person.none")}
      renderOption={({ option }) => (
        <span>
          <bdi>{option.label}</bdi>{" "}
          <small>{people.find(({ id }) => id === option.value)?.email}</small>
        </span>
      )}
    />
  );
}
