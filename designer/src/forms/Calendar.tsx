/**
 * The calendar of a date: a button that opens it, complete by keyboard.
 *
 * Never: open when nobody asked for it.
 */
import "dayjs/locale/ar";

import { ActionIcon, Popover } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useState } from "react";

import { locale, say } from "../words";
import { firstDayOfWeek, isDate } from "./dates";
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
      <Popover.Dropdown role="dialog" aria-label={say("form.moment.calendar", { name })}>
        <DatePicker
          value={isDate(date) ? date : null}
          defaultDate={shown}
          locale={locale().split("-")[0] ?? "en"}
          firstDayOfWeek={firstDayOfWeek()}
          getDayProps={(day) => (day === shown ? { "data-autofocus": true } : {})}
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
    monthLevelControl: say("form.moment.monthLevel"),
    yearLevelControl: say("form.moment.yearLevel"),
  };
}

/** The day that it is here. */
function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
