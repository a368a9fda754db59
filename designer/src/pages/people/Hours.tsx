/**
 * When somebody works, by weekday, in their time zone.
 *
 * Never: hours that go backwards sent; the days at fault are named.
 */
import { useState } from "react";

import { type PersonShown, useChangeHours } from "../../api/people";
import {
  changed,
  endOf,
  faultyDays,
  MOST_SPANS,
  nameOf,
  shownEnd,
  type Week,
  WEEKDAYS,
  type Weekday,
  weekOf,
  wireOf,
  withoutSpan,
  withSpan,
} from "../../model/workingHours";
import { Button } from "../../parts/Button";
import { AddIcon, CloseIcon } from "../../parts/icons";
import { Section } from "../../parts/Section";
import { locale, say } from "../../words";
import { Question } from "../run/Question";
import styles from "./Hours.module.css";

type Props = {
  readonly person: PersonShown;
  readonly own: boolean;
  readonly mayChange: boolean;
};

export function Hours({ person, own, mayChange }: Props) {
  const [asks, setAsks] = useState(false);
  const week = weekOf(person.workingHours);
  return (
    <Section title={say("hours.title")} more={say("hours.zone", { zone: person.timeZone })}>
      <dl className={styles["week"]}>
        {WEEKDAYS.map((day) => (
          <div key={day}>
            <dt>{nameOf(day, locale())}</dt>
            <dd>
              {(week[day] ?? []).map(([from, until]) => (
                <bdi key={from} dir="ltr">
                  {from}–{until}
                </bdi>
              ))}
              {week[day] === undefined && say("hours.free")}
            </dd>
          </div>
        ))}
      </dl>
      {mayChange && <Button onClick={() => setAsks(true)}>{say("hours.edit")}</Button>}
      {asks && <Edit person={person} own={own} onClose={() => setAsks(false)} />}
    </Section>
  );
}

type EditProps = {
  readonly person: PersonShown;
  readonly own: boolean;
  readonly onClose: () => void;
};

function Edit({ person, own, onClose }: EditProps) {
  const [week, setWeek] = useState(() => weekOf(person.workingHours));
  const given = useChangeHours(person.id, own);
  const faults = faultyDays(week).map((day) => nameOf(day, locale()));
  return (
    <Question
      title={say("hours.title")}
      submit={say("people.save")}
      given={given}
      large
      blocked={faults.length > 0}
      onSubmit={() => given.mutate(wireOf(week), { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className={styles["days"]}>
        {WEEKDAYS.map((day) => (
          <Day key={day} day={day} week={week} onChange={setWeek} />
        ))}
      </div>
      <div role="status">
        {faults.length > 0 && (
          <p className={styles["fault"]}>
            {say("hours.faulty", { days: faults.join(say("list.comma")) })}
          </p>
        )}
      </div>
      <div>
        <Button look="quiet" onClick={() => given.mutate(null, { onSuccess: onClose })}>
          {say("hours.usual")}
        </Button>
      </div>
    </Question>
  );
}

type DayProps = {
  readonly day: Weekday;
  readonly week: Week;
  readonly onChange: (week: Week) => void;
};

function Day({ day, week, onChange }: DayProps) {
  const spans = week[day] ?? [];
  const name = nameOf(day, locale());
  return (
    <fieldset className={styles["day"]}>
      <legend>{name}</legend>
      {spans.length === 0 && <span className={styles["soft"]}>{say("hours.free")}</span>}
      {spans.map(([from, until], index) => (
        // Spans have no name but their place.
        <span key={index} className={styles["span"]}>
          <input
            type="time"
            aria-label={say("hours.from", { day: name })}
            value={from}
            onChange={({ currentTarget: { value } }) =>
              onChange(changed(week, day, index, [value, until]))
            }
          />
          <input
            type="time"
            aria-label={say("hours.until", { day: name })}
            value={shownEnd(until)}
            onChange={({ currentTarget: { value } }) =>
              onChange(changed(week, day, index, [from, endOf(value)]))
            }
          />
          <Button
            look="quiet"
            aria-label={say("hours.remove", { day: name, from })}
            onClick={() => onChange(withoutSpan(week, day, index))}
          >
            <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
          </Button>
        </span>
      ))}
      {spans.length < MOST_SPANS && (
        <Button
          look="quiet"
          aria-label={say("hours.add", { day: name })}
          onClick={() => onChange(withSpan(week, day))}
        >
          <AddIcon size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      )}
    </fieldset>
  );
}
