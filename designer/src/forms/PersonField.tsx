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
  const { as } = control;
  const { change } = useFilling();
  const chosen = typeof value === "string" ? value : "";
  const search = useSearch(chosen, as);
  const { people, isSearching, hasFailed } = search;
  const hint = hasFailed || face.bare ? "" : say("form.person.hint");
  const described = useDescribed(field, face, hint);
  if (hasFailed && as === "email") return <Typed {...props} />;
  const byValue = new Map(people.map((one) => [one[as], one]));
  // Somebody who is not among us any more stays chosen until another one is.
  const unknown = chosen === "" || byValue.has(chosen) ? [] : [{ value: chosen, label: chosen }];
  return (
    <Select
      {...described}
      value={chosen === "" ? null : chosen}
      data={[...unknown, ...people.map((one) => ({ value: one[as], label: one.name }))]}
      searchable
      openOnFocus={false}
      comboboxProps={IN_PLACE}
      clearable={!field.required}
      clearButtonProps={{ "aria-label": say("form.clearLabel", { name: face.name }) }}
      placeholder={say("form.choose")}
      filter={({ options }) => options.filter((one) => search.isOffered(one))}
      onSearchChange={search.type}
      onDropdownOpen={search.open}
      onChange={(next) => change(field.pointer, next ?? undefined)}
      nothingFoundMessage={nothing(isSearching, hasFailed)}
      renderOption={({ option }) => (
        <PersonText name={option.label} person={byValue.get(option.value)} />
      )}
    />
  );
}

/** People as they are searched for: those that were found, and the one who is chosen. */
function useSearch(chosen: string, as: "email" | "id") {
  const [typed, setTyped] = useState("");
  const [isOpened, setOpened] = useState(false);
  const who = usePerson(chosen, as, true);
  const text = typed.trim();
  // The name that stands in the field is not what is looked for.
  const wanted = text === (who.data?.name ?? chosen) ? "" : text;
  const [asked] = useDebouncedValue(wanted, WAIT_MS);
  const found = usePeople(asked, isOpened);
  const isSearching = asked !== wanted || found.isFetching;
  const items = found.data?.items ?? [];
  const isChosenFound = items.some((one) => one[as] === chosen);
  const people = who.data && !isChosenFound ? [who.data, ...items] : items;
  const offered = new Set(items.filter((one) => matches(one, wanted)).map((one) => one[as]));
  return {
    people,
    isSearching,
    hasFailed: found.isError && found.data === undefined,
    type: setTyped,
    open: () => setOpened(true),
    // Who was found before is offered only if it fits what has been typed since: nobody is to be
    // chosen because the answer was on its way.
    isOffered: (option: object) =>
      "value" in option && (wanted === "" || !isSearching || offered.has(String(option.value))),
  };
}

function matches({ name, email, department }: Person, text: string): boolean {
  const all = `${name} ${email} ${department ?? ""}`.toLocaleLowerCase();
  return all.includes(text.toLocaleLowerCase());
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
