/**
 * How much of a process its scenarios have reached together, and what none of them has.
 *
 * Never: a percentage without what is missing.
 */
import type { Coverage as Covered, Missed } from "../../api/trials";
import { nameOf } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import styles from "./Trying.module.css";

type Props = {
  readonly coverage: Covered;
  /** To its box, where there is a picture. */
  readonly onGo?: ((task: string) => void) | undefined;
};

export function Coverage({ coverage: { tasks, branches }, onGo }: Props) {
  const missed = [...tasks.missed, ...branches.missed];
  return (
    <section className={styles["part"]} aria-label={say("scenarios.coverage")}>
      <h3>{say("scenarios.coverage")}</h3>
      <p className={styles["figures"]}>
        <span>{say("scenarios.tasks", { percent: tasks.percent })}</span>
        <span>{say("scenarios.branches", { percent: branches.percent })}</span>
      </p>
      {missed.length > 0 && (
        <details>
          <summary>{say("scenarios.missed")}</summary>
          <ul className={styles["missed"]}>
            {missed.map((one) => (
              <li key={`${one.at} ${one.branch ?? ""}`}>
                {onGo === undefined || one.task === "" ? (
                  saidOf(one)
                ) : (
                  <Button look="quiet" onClick={() => onGo(one.task)}>
                    {saidOf(one)}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function saidOf({ task, branch, line }: Missed): string {
  const name = task === "" ? say("scenarios.wholeProcess") : nameOf(task);
  if (branch === null) return say("scenarios.missedTask", { task: name, line });
  return say("scenarios.missedBranch", { task: name, branch, line });
}
