/**
 * One task of a run: each time that it was entered, with its times, attempts and values.
 *
 * Never: a task that has not begun shown as if it had.
 */
import { useState } from "react";

import type { RunShown } from "../../api/runs";
import { isOpen, nameOf, type Task } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { CloseIcon } from "../../parts/icons";
import { StateWord } from "../../parts/StateWord";
import { Moment, Span } from "../../parts/Time";
import { say } from "../../words";
import { RetryButton, SkipButton } from "./RepairButtons";
import styles from "./Run.module.css";
import { TaskValues } from "./TaskValues";

type Props = {
  readonly run: RunShown;
  readonly pointer: string;
  readonly visits: readonly Task[];
  readonly onClose: () => void;
};

export function TaskPanel({ run, pointer, visits, onClose }: Props) {
  // The last visit, until another one is chosen.
  const [chosen, choose] = useState<string>();
  const visit = visits.find(({ key }) => key === chosen) ?? visits.at(-1);
  return (
    <>
      <header className={styles["taskHead"]}>
        <h2>
          <bdi>{nameOf(pointer)}</bdi>
        </h2>
        <Button look="quiet" aria-label={say("run.closeTask")} onClick={onClose}>
          <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      </header>
      {visits.length > 1 && visit !== undefined && (
        <label className={styles["visits"]}>
          {say("task.visits", { count: visits.length })}
          <select value={visit.key} onChange={({ currentTarget }) => choose(currentTarget.value)}>
            {visits.map(({ key, state }, at) => (
              <option key={key} value={key}>
                {say("task.visitState", { count: at + 1, status: say(`status.${state}`) })}
              </option>
            ))}
          </select>
        </label>
      )}
      {visit === undefined ? (
        <Empty title={say("task.notBegun")} />
      ) : (
        <Visit run={run} task={visit} />
      )}
    </>
  );
}

function Visit({ run, task }: { readonly run: RunShown; readonly task: Task }) {
  return (
    <div className={styles["visit"]}>
      <StateWord state={task.state} />
      <dl className={styles["times"]}>
        <dt>{say("task.began")}</dt>
        <dd>
          <Moment moment={task.startedAt} />
        </dd>
        <dt>{say(task.endedAt === undefined ? "run.soFar" : "run.took")}</dt>
        <dd>
          <Span from={task.startedAt} to={task.endedAt} />
        </dd>
        {task.attempts > 1 && (
          <>
            <dt>{say("task.attempts")}</dt>
            <dd>{task.attempts}</dd>
          </>
        )}
      </dl>
      {task.isLeft && <p className={styles["hint"]}>{say("task.left")}</p>}
      <div>
        {isOpen(task) ? (
          <SkipButton run={run} task={task} />
        ) : (
          task.state !== "skipped" && <RetryButton run={run} visit={task.key} />
        )}
      </div>
      <TaskValues task={task} />
    </div>
  );
}
