/**
 * The filters of a list of runs: text, state, process, starter, time.
 *
 * Never: two ways to say the same.
 */
import { Select } from "@mantine/core";
import { useId, useState } from "react";

import { useMaySomewhere } from "../../api/access";
import { type RunFilter, type Status, STATUSES } from "../../model/runFilter";
import { Button } from "../../parts/Button";
import { DayField } from "../../parts/DayField";
import { FilterIcon } from "../../parts/icons";
import { SearchField } from "../../parts/SearchField";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import { ProcessSelect } from "../ProcessSelect";
import { useMe } from "../useMe";
import { usePeopleFound } from "./people";
import styles from "./Runs.module.css";

type Props = {
  readonly filter: RunFilter;
  readonly onChange: (filter: RunFilter) => void;
  readonly onClear: (() => void) | undefined;
};

export function Filters({ filter, onChange, onClear }: Props) {
  const fieldsId = useId();
  const [more, showMore] = useState(false);
  const set = <K extends keyof RunFilter>(name: K, value: RunFilter[K] | null | "") => {
    const { [name]: _, ...others } = filter;
    const given = value !== null && value !== undefined && value !== "";
    onChange(given ? { ...others, [name]: value } : others);
  };
  return (
    <div className={styles["tools"]}>
      <SearchField
        label={say("runs.search")}
        value={filter.search ?? ""}
        onChange={(search) => set("search", search)}
      />
      <States
        chosen={filter.status ?? []}
        onChange={(status) => set("status", status.length === 0 ? undefined : status)}
      />
      <div className={styles["more"]}>
        <Button
          look="quiet"
          aria-expanded={more}
          aria-controls={fieldsId}
          onClick={() => showMore(!more)}
        >
          <FilterIcon size={16} stroke={1.7} aria-hidden="true" />
          {say("runs.filters")}
        </Button>
      </div>
      <div id={fieldsId} className={styles["fields"]} data-open={more || undefined}>
        <ProcessSelect
          label={say("runs.process")}
          none={say("runs.anyProcess")}
          value={filter.workflow}
          onChange={(workflow) => set("workflow", workflow)}
        />
        <StarterField value={filter.startedBy} onChange={(one) => set("startedBy", one)} />
        <DayField
          label={say("runs.since")}
          value={filter.since}
          onChange={(since) => set("since", since)}
        />
        <DayField
          label={say("runs.until")}
          value={filter.until}
          onChange={(until) => set("until", until)}
        />
        <DayField
          label={say("runs.endedSince")}
          value={filter.endedSince}
          onChange={(day) => set("endedSince", day)}
        />
      </div>
      {onClear !== undefined && (
        <div className={styles["clear"]}>
          <Button look="quiet" onClick={onClear}>
            {say("list.clear")}
          </Button>
        </div>
      )}
    </div>
  );
}

type StatesProps = {
  readonly chosen: readonly Status[];
  readonly onChange: (chosen: readonly Status[]) => void;
};

function States({ chosen, onChange }: StatesProps) {
  const toggle = (state: Status) =>
    onChange(STATUSES.filter((one) => (one === state) !== chosen.includes(one)));
  return (
    <div role="group" aria-label={say("runs.states")} className={styles["states"]}>
      {STATUSES.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen.includes(state)}
          onClick={() => toggle(state)}
        >
          <StateMark state={state} />
          {say(`status.${state}`)}
        </button>
      ))}
    </div>
  );
}

type StarterProps = {
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
};

function StarterField({ value, onChange }: StarterProps) {
  const me = useMe();
  const may = useMaySomewhere();
  const seesOthers = may("runs:read-all") || may("runs:read-team") || may("runs:read-department");
  const people = usePeopleFound(seesOthers);
  if (!seesOthers) return null;
  const others = people.filter(({ id }) => id !== me.id);
  return (
    <Select
      label={say("runs.starter")}
      placeholder={say("runs.anybody")}
      data={[
        { value: "me", label: say("runs.me") },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? null}
      onChange={onChange}
      searchable
      clearable
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
