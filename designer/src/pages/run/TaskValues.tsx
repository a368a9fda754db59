/**
 * What a task got, gave and noted.
 *
 * Never: a clipped value passed off as the whole.
 */
import { Link } from "@tanstack/react-router";

import type { Json } from "../../model/json";
import type { Task } from "../../model/tasks";
import { fileOf } from "../../parts/saveFile";
import { say } from "../../words";
import { exactly } from "../../words/times";
import styles from "./Run.module.css";
import { TaskNotes } from "./TaskNotes";
import { TraceValue } from "./TraceValue";

export function TaskValues({ task }: { readonly task: Task }) {
  const { until, types, run, ...values } = task.details;
  const waits = task.state === "waiting";
  return (
    <div className={styles["details"]}>
      {waits && typeof until === "string" && <p>{say("task.until", { time: exactly(until) })}</p>}
      {waits && Array.isArray(types) && <p>{awaited(types)}</p>}
      {waits && run !== undefined && <p>{say("task.waitsForRun")}</p>}
      {typeof run === "string" && (
        <p>
          <Link to="/runs/$id" params={{ id: run }}>
            {say("task.startedRun")}
          </Link>
        </p>
      )}
      {task.notes.length > 0 && <TaskNotes task={task} />}
      {Object.entries(values).map(([name, value]) => (
        <Detail key={name} task={task.name} name={wordOf(name)} value={value} />
      ))}
      <p className={styles["pointer"]}>
        <code>{task.pointer}</code>
      </p>
    </div>
  );
}

function awaited(types: readonly Json[]): string {
  if (types.length === 0) return say("task.listensAny");
  return say("task.listens", { types: types.map(String).join(", ") });
}

type DetailProps = { readonly task: string; readonly name: string; readonly value: Json };

function Detail({ task, name, value }: DetailProps) {
  return (
    <section>
      <h3>{name}</h3>
      <TraceValue
        name={say("task.detail", { task, name })}
        value={value}
        file={fileOf(task, name)}
      />
    </section>
  );
}

const NAMES = {
  input: "run.input",
  output: "run.output",
  error: "run.error",
  reason: "task.reason",
} as const;

/** What a task type notes besides is shown by the name that it gave. */
function wordOf(detail: string): string {
  return Object.hasOwn(NAMES, detail) ? say(NAMES[detail as keyof typeof NAMES]) : detail;
}
