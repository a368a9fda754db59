/**
 * A person of the tenant, found by name, email or department.
 *
 * Never: a dead end; while people can't be searched an address can still be typed.
 */
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";

import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { IN_PLACE } from "./inPlace";
import { useDescribed } from "./useDescribed";
import { type Person, usePeople, usePerson } from "./usePeople";

const WAIT_MS = 200;

export function PersonField(props: ControlProps<"person">) {
  const { field, control, value, face } = props;
  const { change } = useFilling();
  const chosen = typeof value === "string" ? value : "";
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const [search] = useDebouncedValue(typed.trim(), WAIT_MS);
  const { as } = control;
  const who = usePerson(chosen, as, true);
  const chosenName = who.data?.name ?? chosen;
  // The name that stands in the field is not what is looked for.
  const people = usePeople(search === chosenName ? "" : search, asked);
  const [picked, setPicked] = useState<Person>();
  const described = useDescribed(
    field,
    face,
    people.isError || face.bare ? "" : say("form.person.hint"),
  );
  if (people.isError && people.data === undefined && as === "email") return <Typed {...props} />;
  const found = people.data?.items ?? [];
  const current =
    found.find((one) => one[as] === chosen) ??
    who.data ??
    (picked?.[as] === chosen ? picked : undefined);
  const shown =
    chosen === "" || found.some((one) => one[as] === chosen)
      ? found
      : [...(current ? [current] : []), ...found];
  const unknown = chosen !== "" && current === undefined ? [{ value: chosen, label: chosen }] : [];
  const byValue = new Map(shown.map((one) => [one[as], one]));
  return (
    <Select
      {...described}
      value={chosen === "" ? null : chosen}
      data={[
        ...unknown,
        ...[...byValue.values()].map((one) => ({ value: one[as], label: one.name })),
      ]}
      searchable
      openOnFocus={false}
      comboboxProps={IN_PLACE}
      clearable={!field.required}
      clearButtonProps={{ "aria-label": say("form.clearLabel", { name: face.name }) }}
      placeholder={say("form.choose")}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onDropdownOpen={() => setAsked(true)}
      onChange={(next) => {
        setPicked(next === null ? undefined : byValue.get(next));
        change(field.pointer, next ?? undefined);
      }}
      nothingFoundMessage={nothing(people.isFetching, people.isError)}
      renderOption={({ option }) => (
        <PersonText name={option.label} person={byValue.get(option.value)} />
      )}
    />
  );
}

function nothing(searching: boolean, failed: boolean): string {
  if (failed) return say("form.person.noId");
  return say(searching ? "form.person.searching" : "form.person.none");
}

function PersonText({
  name,
  person,
}: {
  readonly name: string;
  readonly person: Person | undefined;
}) {
  const more = [person?.email, person?.department].filter((one) => typeof one === "string");
  return (
    <span>
      <bdi>{name}</bdi>
      {more.length > 0 && <span className={styles["optionHint"]}>{more.join(" · ")}</span>}
    </span>
  );
}

function Typed({ field, value, face }: ControlProps<"person">) {
  const { change } = useFilling();
  const described = useDescribed(field, face, say("form.person.unreachable"));
  return (
    <TextInput
      {...described}
      // Who was about to search goes on here.
      autoFocus
      dir="ltr"
      inputMode="email"
      autoComplete="off"
      value={typeof value === "string" ? value : ""}
      onChange={({ currentTarget }) =>
        change(field.pointer, currentTarget.value === "" ? undefined : currentTarget.value)
      }
    />
  );
}
