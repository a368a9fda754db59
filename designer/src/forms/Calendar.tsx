/**
 * The calendar of a date: a button that opens it, complete by keyboard.
 *
 * Never: open when nobody asked for it.
 */
import { ActionIcon, Popover } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useState } from "react";

import { say } from "../words";
import { firstDayOfWeek, isDate, writtenDate as written } from "./dates";
import styles from "./forms.module.css";
import { CalendarIcon } from "./icons";

type Props = {
  readonly name: string;
  readonly date: string;
  readonly onPick: (date: string) => void;
};

export function Calendar({ name, date, onPick }: Props) {
  const [open, setOpen] = useState(false);
  const shown = isDate(date) ? date : today();
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      trapFocus
      returnFocus
      position="bottom-end"
      withRoles={false}
      withinPortal={false}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={say("form.moment.open", { name })}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <CalendarIcon size={16} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        className={styles["calendar"] ?? ""}
        role="dialog"
        aria-label={say("form.moment.calendar", { name })}
      >
        <DatePicker
          value={isDate(date) ? date : null}
          defaultDate={shown}
          firstDayOfWeek={firstDayOfWeek()}
          monthLabelFormat={(day) => written(day, { month: "long", year: "numeric" })}
          weekdayFormat={(day) => written(day, { weekday: "narrow" })}
          renderDay={(day) => written(day, { day: "numeric" })}
          classNames={{ day: styles["day"] ?? "" }}
          monthsListFormat={(month) => written(month, { month: "short" })}
          yearsListFormat={(year) => written(year, { year: "numeric" })}
          yearLabelFormat={(year) => written(year, { year: "numeric" })}
          getDayProps={(day) => ({
            "aria-label": written(day, { dateStyle: "full" }),
            "data-autofocus": day === shown || undefined,
          })}
          hideOutsideDates
          ariaLabels={labels()}
          onChange={(picked) => {
            if (picked === null) return;
            onPick(picked);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function labels() {
  return {
    previousMonth: say("form.moment.previousMonth"),
    nextMonth: say("form.moment.nextMonth"),
    previousYear: say("form.moment.previousYear"),
    nextYear: say("form.moment.nextYear"),
    previousDecade: say("form.moment.previousDecade"),
    nextDecade: say("form.moment.nextDecade"),
  };
}

/** The day that it is here. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
