/**
 * What a retry would do: the calls that come of it, or what keeps the run from it.
 *
 * Never: a call left out that would be made a second time.
 */
import type { RetryPlan } from "../../api/repairs";
import { nameOf } from "../../model/tasks";
import { Notice } from "../../parts/Notice";
import { say } from "../../words";
import styles from "./Question.module.css";

const WORDS = { again: "retry.callAgain", unknown: "retry.callUnknown" } as const;

export function RetryOutlook({ plan }: { readonly plan: RetryPlan }) {
  const { calls, differences, version } = plan;
  if (differences.length > 0)
    return (
      <section className={styles["part"]}>
        <h3>{say("retry.differs", { version })}</h3>
        {differences.map(({ code, message, remedy, pointer }) => (
          <Notice
            key={`${code} ${pointer ?? ""}`}
            title={message}
            remedy={remedy ?? undefined}
            trace={pointer ?? undefined}
          />
        ))}
      </section>
    );
  if (calls.length === 0) return <p className={styles["soft"]}>{say("retry.noCalls")}</p>;
  return (
    <section className={styles["part"]}>
      <h3>{say("retry.calls")}</h3>
      <ul>
        {calls.map(({ visit, task, function: name, fate }) => (
          <li key={visit}>{say(WORDS[fate], { task: nameOf(task), function: name })}</li>
        ))}
      </ul>
    </section>
  );
}
