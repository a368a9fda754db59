/**
 * A date, a time of day, a moment: typed as the language writes them, or picked in a calendar.
 *
 * Never: a calendar that opens by itself, or a typed text thrown away because it is no date yet.
 */
import "@mantine/dates/styles.layer.css";

import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

import { say } from "../words";
import { Calendar } from "./Calendar";
import { Cluster } from "./Cluster";
import { dateOf, momentOf, momentText, shownDate, timeOf, timeText, zoneName } from "./dates";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { useDescribed } from "./useDescribed";
import { useTyped } from "./useTyped";

const EXAMPLE = "2026-12-31";

type Props = ControlProps<"date" | "dateTime" | "time">;

export function DateField({ field, value, face }: Props) {
  const { change } = useFilling();
  const more = field.example === "" ? dateHint() : "";
  const described = useDescribed(field, face, more);
  const date = typeof value === "string" ? value : "";
  const put = (next: string) => change(field.pointer, next === "" ? undefined : next);
  return <DateInput {...described} name={face.name} date={date} onChange={put} />;
}

export function MomentField({ field, value, face }: Props) {
  const { change } = useFilling();
  const moment = momentOf(typeof value === "string" ? value : "");
  const put = (next: Partial<typeof moment>) =>
    change(field.pointer, momentText({ ...moment, ...next }));
  const hint = `${dateHint()}\n${zoneHint()}`;
  return (
    <Cluster field={field} face={face} hint={hint}>
      {(part) => (
        <>
          <DateInput
            {...part()}
            className={styles["date"]}
            aria-label={say("form.moment.date")}
            aria-required={field.required}
            name={face.name}
            date={moment.date}
            onChange={(date) => put({ date })}
          />
          <TextInput
            {...part()}
            type="time"
            className={styles["time"]}
            aria-label={say("form.moment.time")}
            aria-required={field.required}
            value={moment.time}
            onChange={({ currentTarget }) => put({ time: currentTarget.value })}
          />
        </>
      )}
    </Cluster>
  );
}

export function TimeField({ field, value, face }: Props) {
  const { change } = useFilling();
  const described = useDescribed(field, face, zoneHint());
  return (
    <TextInput
      {...described}
      type="time"
      className={styles["time"]}
      value={timeOf(typeof value === "string" ? value : "")}
      onChange={({ currentTarget }) => change(field.pointer, timeText(currentTarget.value))}
    />
  );
}

type DateInputProps = {
  readonly name: string;
  readonly date: string;
  readonly onChange: (date: string) => void;
  readonly disabled: boolean;
  readonly readOnly: boolean;
  readonly label?: ReactNode;
  readonly className?: string | undefined;
};

function DateInput({ name, date, onChange, ...input }: DateInputProps) {
  const typed = useTyped(shownDate(date), (text) => onChange(dateOf(text) ?? text));
  return (
    <TextInput
      {...input}
      {...typed}
      inputMode="numeric"
      autoComplete="off"
      rightSectionPointerEvents="all"
      rightSection={
        !input.disabled && !input.readOnly && <Calendar name={name} date={date} onPick={onChange} />
      }
    />
  );
}

function dateHint(): string {
  return say("form.moment.dateHint", { example: shownDate(EXAMPLE) });
}

function zoneHint(): string {
  return say("form.moment.zone", { zone: zoneName() });
}
