/**
 * The attempts of a task that tries again: why each failed, and when the next one begins.
 *
 * Never: a next attempt promised after the run has ended.
 */
import { attemptsOf } from "../../model/attempts";
import { isOpen, type Task } from "../../model/tasks";
import { StateMark } from "../../parts/StateMark";
import { Moment } from "../../parts/Time";
import { useShown } from "../../parts/ValuesHidden";
import { say } from "../../words";
import { exactly } from "../../words/times";
import styles from "./Visit.module.css";
import { Remaining } from "./Remaining";

export function Attempts({ task }: { readonly task: Task }) {
  const shown = useShown();
  const attempts = attemptsOf(task);
  if (attempts.length < 2) return null;
  const waits = isOpen(task) && task.state === "waiting";
  return (
    <section>
      <h3>{say("attempt.title", { count: attempts.length })}</h3>
      <ol className={styles["attempts"]}>
        {attempts.map(({ number, endedAt, why, next, state }, at) => {
          const isNext = at === attempts.length - 1 && waits;
          const isLast = at === attempts.length - 2 && waits;
          return (
            <li key={number}>
              <StateMark state={isNext ? "waiting" : state} />
              <div>
                <p>
                  {say("attempt.one", { count: number })}{" "}
                  <span className="unseen">{say(`status.${isNext ? "waiting" : state}`)}</span>
                  {endedAt !== undefined && (
                    <span className={styles["soft"]}>
                      <Moment moment={endedAt} />
                    </span>
                  )}
                </p>
                {next !== undefined && (
                  <p>
                    {say(isLast ? "note.retried" : "attempt.went", {
                      time: exactly(next),
                      why: shown(why),
                    })}
                  </p>
                )}
                {isNext && typeof task.details["until"] === "string" && (
                  <p>
                    <Remaining until={task.details["until"]} />
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
