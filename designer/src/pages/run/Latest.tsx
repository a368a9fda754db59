/**
 * What the run has done last, the newest on top; where one begins when no task is chosen.
 *
 * Never: the whole of a long run; that is the view of times.
 */
import type { Task } from "../../model/tasks";
import { Empty } from "../../parts/Empty";
import { StateMark } from "../../parts/StateMark";
import { Span } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Run.module.css";

const MOST = 30;

type Props = {
  readonly tasks: readonly Task[];
  readonly onSelect: (pointer: string, visit: string) => void;
};

export function Latest({ tasks, onSelect }: Props) {
  if (tasks.length === 0) return <Empty title={say("run.noTasks")} />;
  return (
    <>
      <h2 className={styles["latestTitle"]}>{say("run.latest")}</h2>
      <ol className={styles["latest"]}>
        {tasks
          .slice(-MOST)
          .reverse()
          .map((task) => (
            <li key={task.key}>
              <button type="button" onClick={() => onSelect(task.pointer, task.key)}>
                <StateMark state={task.state} />
                <span className={styles["latestName"]}>
                  <bdi>{task.name}</bdi>
                  <span className="unseen"> {say(`status.${task.state}`)}</span>
                </span>
                {task.state !== "skipped" && (
                  <span className={styles["latestTook"]}>
                    <Span from={task.startedAt} to={task.endedAt} />
                  </span>
                )}
              </button>
            </li>
          ))}
      </ol>
      <p className={styles["hint"]}>{say("run.chooseTask")}</p>
    </>
  );
}
