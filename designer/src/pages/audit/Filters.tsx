/**
 * The filters of the audit trail: who, what, on what, how it ended, when.
 *
 * Never: a word to be looked for in reasons; they are sealed.
 */
import { Select } from "@mantine/core";

import { type AuditFilter, OUTCOMES } from "../../model/auditFilter";
import { Button } from "../../parts/Button";
import { DayField } from "../../parts/DayField";
import { SearchField } from "../../parts/SearchField";
import { SearchSelect } from "../../parts/SearchSelect";
import { namesOf, say, sayOr } from "../../words";
import { usePeopleFound } from "../runs/people";
import { useMe } from "../useMe";
import styles from "./Audit.module.css";

type Props = {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
  readonly onClear: (() => void) | undefined;
};

export function Filters({ filter, onChange, onClear }: Props) {
  const set = (name: keyof AuditFilter, value: string | null | undefined) => {
    const { [name]: _, ...others } = filter;
    onChange((value ?? "") === "" ? others : { ...others, [name]: value });
  };
  const outcomes = OUTCOMES.map((value) => ({ value, label: say(`deed.${value}`) }));
  return (
    <div role="group" aria-label={say("audit.filters")} className={styles["filters"]}>
      <SearchField
        label={say("audit.subject")}
        value={filter.subject ?? ""}
        onChange={(subject) => set("subject", subject)}
      />
      <PersonField value={filter.actor} onChange={(actor) => set("actor", actor)} />
      <ActionField value={filter.action} onChange={(action) => set("action", action)} />
      <Select
        label={say("audit.outcome")}
        placeholder={say("audit.anyhow")}
        data={outcomes}
        value={filter.outcome ?? null}
        onChange={(outcome) => set("outcome", outcome)}
        clearable
      />
      <DayField
        label={say("audit.since")}
        value={filter.since}
        onChange={(since) => set("since", since)}
      />
      <DayField
        label={say("audit.until")}
        value={filter.until}
        onChange={(until) => set("until", until)}
      />
      {onClear !== undefined && (
        <Button look="quiet" onClick={onClear}>
          {say("list.clear")}
        </Button>
      )}
    </div>
  );
}

type FieldProps = {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

function PersonField(props: FieldProps) {
  const me = useMe();
  const others = usePeopleFound(true).filter(({ id }) => id !== me.id);
  const choices = [
    { value: "me", label: say("audit.me") },
    { value: "nobody", label: say("audit.nobody") },
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <SearchSelect
      label={say("audit.person")}
      placeholder={say("audit.anybody")}
      choices={choices}
      {...props}
    />
  );
}

function ActionField(props: FieldProps) {
  const choices = namesOf("auditActions").map((name) => ({
    value: name,
    label: sayOr("auditActions", name),
  }));
  return (
    <SearchSelect
      label={say("audit.action")}
      placeholder={say("audit.anything")}
      choices={choices}
      {...props}
    />
  );
}
