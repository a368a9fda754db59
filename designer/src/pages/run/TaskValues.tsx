/**
 * What a task got, gave and noted.
 *
 * Never: a clipped value passed off as the whole.
 */
import { Link } from "@tanstack/react-router";
import { useContext, useState } from "react";

import { LineDiff } from "../../editor/LineDiff";
import { type Json, textOf } from "../../model/json";
import { clippedOf, type Task } from "../../model/tasks";
import { fileOf } from "../../parts/saveFile";
import { ValuesHidden } from "../../parts/ValuesHidden";
import { say } from "../../words";
import styles from "./Run.module.css";
import { TaskNotes } from "./TaskNotes";
import { TraceValue } from "./TraceValue";
import visitStyles from "./Visit.module.css";

export function TaskValues({ task }: { readonly task: Task }) {
  // What it waits for, and why it failed, is said above.
  const { until: _, types: __, asked: ___, approval, run, error: ____, ...values } = task.details;
  const notes = task.notes.filter(({ kind }) => kind !== "retried");
  return (
    <div className={styles["details"]}>
      {typeof run === "string" && (
        <p>
          <Link to="/runs/$id" params={{ id: run }}>
            {say("task.startedRun")}
          </Link>
        </p>
      )}
      {typeof approval === "string" && task.state !== "waiting" && (
        <p>
          <Link to="/approvals/$id" params={{ id: approval }}>
            {say("waits.approval")}
          </Link>
        </p>
      )}
      {notes.length > 0 && <TaskNotes notes={notes} />}
      {Object.entries(values).map(([name, value]) => (
        <Detail key={name} task={task.name} name={wordOf(name)} value={value} />
      ))}
      <Changed {...values} />
      <p className={styles["pointer"]}>
        <code>{task.pointer}</code>
      </p>
    </div>
  );
}

/** How what it gave differs from what it got, where both are known whole. */
function Changed({ input, output }: Readonly<Record<string, Json>>) {
  const [open, setOpen] = useState(false);
  const areHidden = useContext(ValuesHidden);
  if (input === undefined || output === undefined || areHidden) return null;
  if (clippedOf(input) !== undefined || clippedOf(output) !== undefined) return null;
  return (
    <details
      className={visitStyles["changed"]}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{say("values.changed")}</summary>
      {open && (
        <LineDiff
          label={say("values.changed")}
          before={textOf(input)}
          after={textOf(output)}
          gone={say("values.gone")}
          fresh={say("values.fresh")}
        />
      )}
    </details>
  );
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
