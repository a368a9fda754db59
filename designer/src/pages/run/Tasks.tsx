/**
 * The tasks of a run in the order in which they began, each against the time of the whole run.
 *
 * Never: a task that has not begun; the picture of the whole process is not drawn from a trace.
 */
import { useState } from "react";

import { barOf, type Task, visitsBefore } from "../../model/tasks";
import { Empty } from "../../parts/Empty";
import { StateMark } from "../../parts/StateMark";
import { Span, useNow } from "../../parts/Time";
import { say } from "../../words";
import { exactly } from "../../words/times";
import { TaskValues } from "./TaskValues";
import styles from "./Tasks.module.css";

const TICK_MS = 1_000;

type Props = {
  readonly tasks: readonly Task[];
  readonly from: string;
  /** `null`: the run goes on. */
  readonly to: string | null;
};

export function Tasks({ tasks, from, to }: Props) {
  const now = useNow(to === null ? TICK_MS : undefined);
  const times = { from: Date.parse(from), to: to === null ? now : Date.parse(to) };
  return (
    <section className={styles["tasks"]} aria-label={say("run.times")}>
      {tasks.length === 0 ? (
        <Empty title={say("run.noTasks")} />
      ) : (
        <ol>
          {tasks.map((task) => (
            <li key={task.key}>
              <Entry task={task} {...times} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

type EntryProps = { readonly task: Task; readonly from: number; readonly to: number };

function Entry({ task, from, to }: EntryProps) {
  const before = visitsBefore(task);
  const { until } = task.details;
  // What is folded away is not drawn: a run may have thousands of tasks.
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles["task"]}
      data-state={task.state}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span className={styles["name"]} data-depth={Math.min(task.depth, DEEPEST)}>
          <StateMark state={task.state} />
          <span>
            {task.name}
            {task.state === "waiting" && typeof until === "string" && (
              <span className={styles["until"]}>{say("task.until", { time: exactly(until) })}</span>
            )}
          </span>
          <span className="unseen">{say(`status.${task.state}`)}</span>
          {task.isLeft && <span className={styles["visit"]}>{say("task.beforeRetry")}</span>}
          {before > 0 && (
            <span className={styles["visit"]}>{say("task.visit", { count: before + 1 })}</span>
          )}
        </span>
        <span className={styles["type"]}>{task.type}</span>
        <Bar task={task} from={from} to={to} />
        <span className={styles["took"]}>
          {task.state !== "skipped" && <Span from={task.startedAt} to={task.endedAt} />}
        </span>
      </summary>
      {open && <TaskValues task={task} />}
    </details>
  );
}

/** Deeper ones are indented no further, or a phone would show nothing else. */
const DEEPEST = 5;

function Bar({ task, from, to }: EntryProps) {
  const { start, length } = barOf(task, from, to);
  return (
    <svg
      className={styles["bar"]}
      viewBox="0 0 1000 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className={styles["track"]} x="0" y="3.5" width="1000" height="1" />
      <rect
        className={styles["length"]}
        x={Math.min(start, 992)}
        y="1"
        width={Math.max(8, length)}
        height="6"
      />
    </svg>
  );
}
