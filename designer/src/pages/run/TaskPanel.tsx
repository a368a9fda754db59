/**
 * One task of a run: each time that it was entered, with its times, attempts and values.
 *
 * Never: a task that has not begun shown as if it had.
 */
import { useContext } from "react";

import type { RunShown } from "../../api/runs";
import { isOpen, nameOf, type Task } from "../../model/tasks";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { CloseIcon } from "../../parts/icons";
import { StateWord } from "../../parts/StateWord";
import { Moment, Span } from "../../parts/Time";
import { say } from "../../words";
import { Attempts } from "./Attempts";
import { EditTask } from "./EditTask";
import { Iterations } from "./Iterations";
import { LookingContext } from "./looking";
import { ChangeButton, RetryButton, SkipButton } from "./RepairButtons";
import styles from "./Run.module.css";
import { TaskFault } from "./TaskFault";
import { TaskValues } from "./TaskValues";
import visitStyles from "./Visit.module.css";
import { VisitSteps } from "./VisitSteps";
import { Waits } from "./Waits";

type Props = {
  readonly run: RunShown;
  readonly pointer: string;
  /** All of this task. */
  readonly visits: readonly Task[];
  /** The one that was asked for; else it is the last of what is looked at. */
  readonly chosen: string | undefined;
};

export function TaskPanel({ run, pointer, visits, chosen }: Props) {
  const { looked, loops, select } = useContext(LookingContext);
  const visit =
    visits.find(({ key }) => key === chosen) ??
    looked.tasks.findLast((one) => one.pointer === pointer && !one.isLeft) ??
    looked.tasks.findLast((one) => one.pointer === pointer);
  const loop = visit && loops.loops.get(visit.key);
  return (
    <>
      <header className={styles["taskHead"]}>
        <h2>
          <bdi>{nameOf(pointer)}</bdi>
        </h2>
        <Button look="quiet" aria-label={say("run.closeTask")} onClick={() => select(undefined)}>
          <CloseIcon size={16} stroke={1.8} aria-hidden="true" />
        </Button>
      </header>
      {(visits.length > 1 || (visits.length > 0 && visit === undefined)) && (
        <VisitSteps visits={visits} shown={visit} />
      )}
      {loop !== undefined && <Iterations loop={loop} />}
      {visit === undefined ? (
        <>
          <Empty title={say(visits.length > 0 ? "visits.notHere" : "task.notBegun")} />
          <EditTask run={run} pointer={pointer} />
        </>
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
      </dl>
      {task.isLeft && <p className={styles["hint"]}>{say("task.left")}</p>}
      <Waits task={task} />
      <TaskFault task={task} />
      <Attempts task={task} />
      <div className={visitStyles["deeds"]}>
        {isOpen(task) ? (
          <>
            <SkipButton run={run} task={task} />
            <ChangeButton run={run} />
          </>
        ) : (
          task.state !== "skipped" && <RetryButton run={run} visit={task.key} />
        )}
        <EditTask run={run} pointer={task.pointer} />
      </div>
      <TaskValues task={task} />
    </div>
  );
}
