/**
 * What has happened in a trial, in the order in which it did, on its own clock.
 *
 * Never: what would happen next.
 */
import { useMemo } from "react";

import { tasksTried, type Outcome } from "../../model/trialOutcome";
import { Button } from "../../parts/Button";
import { StateMark } from "../../parts/StateMark";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { useEditor } from "../useEditor";
import { moment } from "./said";
import styles from "./Trying.module.css";

/** More would be read by nobody; the last ones tell where it stands. */
const MOST = 200;

export function Course({ outcome }: { readonly outcome: Outcome }) {
  const editor = useEditor();
  const tasks = useMemo(() => tasksTried(outcome), [outcome]);
  if (tasks.length === 0) return null;
  const asked = new Map(outcome.approvals.map((one) => [one.visit, one]));
  return (
    <section className={styles["part"]} aria-label={say("trying.course")}>
      <h3>{say("trying.course")}</h3>
      <ol className={styles["course"]}>
        {tasks.slice(-MOST).map(({ key, pointer, name, state, startedAt, endedAt }) => {
          const people = asked.get(key);
          const began = Date.parse(startedAt);
          const ended = endedAt === undefined ? began : Date.parse(endedAt);
          return (
            <li key={key}>
              <StateMark state={state} />
              <div>
                <Button look="quiet" onClick={() => editor.choose([pointer])}>
                  <bdi>{name}</bdi> <span className="unseen">{say(`status.${state}`)}</span>
                </Button>
                {people !== undefined && (
                  <p>
                    {people.by === null
                      ? say("trying.askedOf", { names: listed(people.asked) })
                      : say("trying.decidedBy", {
                          decision: people.decision ?? people.status,
                          name: people.by,
                        })}
                  </p>
                )}
                <p className={styles["soft"]}>
                  {ended > began
                    ? say("trying.fromTo", { from: moment(began), to: moment(ended) })
                    : moment(began)}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
