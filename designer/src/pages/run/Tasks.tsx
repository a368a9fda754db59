/**
 * The tasks of a run in the order in which they began, each against the time of the whole run.
 *
 * Never: a task that has not begun; the picture of the whole process is not drawn from a trace.
 */
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { iterationNumbers, loopsOf } from "../../model/iterations";
import { barOf, type Task, visitsBefore } from "../../model/tasks";
import { among, ticksOf, TIME_FILTERS, type TimeFilter } from "../../model/timeline";
import { Choices } from "../../parts/Choices";
import { Empty } from "../../parts/Empty";
import { StateMark } from "../../parts/StateMark";
import { Span, useNow } from "../../parts/Time";
import { locale, say } from "../../words";
import { exactly, span } from "../../words/times";
import { TaskFault } from "./TaskFault";
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
  const [filter, setFilter] = useState<TimeFilter>("all");
  const { paths } = useMemo(() => loopsOf(tasks), [tasks]);
  const times = { from: Date.parse(from), to: to === null ? now : Date.parse(to) };
  if (tasks.length === 0) return <Empty title={say("run.noTasks")} />;
  const shown = among(tasks, filter, now);
  return (
    <section className={styles["tasks"]} aria-label={say("run.times")}>
      <Choices
        label={say("times.filter")}
        value={filter}
        choices={TIME_FILTERS.map((value) => ({ value, label: say(`times.${value}`) }))}
        onChange={setFilter}
      />
      {shown.length === 0 ? (
        <Empty title={say("times.none")} />
      ) : (
        <>
          <Axis length={times.to - times.from} />
          <ol>
            {shown.map((task) => (
              <li key={task.key}>
                <Entry task={task} paths={paths.get(task.key) ?? []} {...times} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** How far into the run it is, above the bars. */
function Axis({ length }: { readonly length: number }) {
  return (
    <div className={styles["axis"]} aria-hidden="true">
      <span className={styles["ticks"]}>
        {ticksOf(length).map((tick) => (
          <span key={tick}>{span(tick)}</span>
        ))}
      </span>
    </div>
  );
}

type EntryProps = { readonly task: Task; readonly from: number; readonly to: number };
type WholeProps = EntryProps & { readonly paths: readonly string[] };

function Entry({ task, paths, from, to }: WholeProps) {
  const before = visitsBefore(task);
  const { until } = task.details;
  const iteration = iterationNumbers(paths).map((number) => say("loop.count", { count: number }));
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
          {iteration.length > 0 && (
            <span className={styles["visit"]}>
              {say("loop.short", { place: iteration.join(" / ") })}
            </span>
          )}
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
      {open && (
        <div className={styles["more"]}>
          <p>
            <Link
              from="/runs/$id"
              to="/runs/$id"
              search={{ view: "picture", task: task.pointer, visit: task.key }}
              resetScroll={false}
            >
              {say("times.show", { task: task.name })}
            </Link>
            <span className={styles["visit"]}>
              {" "}
              {say("times.share", { percent: share(task, from, to) })}
            </span>
          </p>
          <TaskFault task={task} />
          <TaskValues task={task} />
        </div>
      )}
    </details>
  );
}

function share(task: Task, from: number, to: number): string {
  const { length } = barOf(task, from, to);
  const percent = { style: "percent", maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(locale(), percent).format(length / 1000);
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
