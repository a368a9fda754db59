/**
 * When somebody is away, and who stands in.
 *
 * Never: an absence that is over, or why somebody is away.
 */
import { type PersonShown, useAbsences, useRemoveAbsence } from "../../api/people";
import { Button } from "../../parts/Button";
import { Lines, Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import { Away } from "./Away";
import { PersonLink } from "./PersonLink";
import styles from "./People.module.css";

type Props = {
  readonly person: PersonShown;
  readonly own: boolean;
  readonly mayChange: boolean;
  /** Whether it is being asked for another one. */
  readonly isAsking: boolean;
  readonly onAsk: (asks: boolean) => void;
};

export function Absences({ person, own, mayChange, isAsking, onAsk }: Props) {
  const { away, standIn, id, name } = person;
  return (
    <Section title={say(own ? "away.title" : "person.absences")} more={say("away.more")}>
      {away !== null && (
        <p className={styles["now"]}>
          <strong>{say("person.awayUntil", { moment: toTheMinute(away.until) })}</strong>{" "}
          {standIn === null ? (
            say("person.nobody")
          ) : (
            <>
              {say("person.standsIn")} <PersonLink person={standIn} />
            </>
          )}
        </p>
      )}
      <Noted id={id} own={own} mayChange={mayChange} />
      {mayChange && (
        <Button onClick={() => onAsk(true)}>{say(own ? "away.add" : "away.of", { name })}</Button>
      )}
      {isAsking && <Away id={id} name={name} own={own} onClose={() => onAsk(false)} />}
    </Section>
  );
}

type NotedProps = { readonly id: string; readonly own: boolean; readonly mayChange: boolean };

function Noted({ id, own, mayChange }: NotedProps) {
  const found = useAbsences(id, own);
  const removed = useRemoveAbsence(id, own);
  const absences = found.data?.items;
  if (absences === undefined) return found.isError ? <Trouble error={found.error} /> : null;
  if (absences.length === 0) return <p className={styles["soft"]}>{say("away.none")}</p>;
  return (
    <>
      <Lines>
        {absences.map(({ id: absence, since, until, deputy }) => (
          <li key={absence}>
            <div>
              <p>{say("away.span", { since: toTheMinute(since), until: toTheMinute(until) })}</p>
              {deputy !== null && (
                <p className={styles["soft"]}>
                  {say("away.deputy")}: <PersonLink person={deputy} />
                </p>
              )}
            </div>
            {mayChange && (
              <Button
                look="quiet"
                aria-label={say("away.removeLabel", { until: toTheMinute(until) })}
                onClick={() => removed.mutate(absence)}
              >
                {say("away.remove")}
              </Button>
            )}
          </li>
        ))}
      </Lines>
      {removed.isError && <Trouble error={removed.error} done />}
    </>
  );
}
