/**
 * One run while it goes and after: its state, its values, its fault, its tasks.
 *
 * Never: a value shown that belongs to another run while this one is being read.
 */
import { useEffect } from "react";

import { hasEnded, type RunShown, useCourse, useRun } from "../api/runs";
import type { Json } from "../model/json";
import { tasksOf } from "../model/tasks";
import { CopyButton } from "../parts/CopyButton";
import { Loading } from "../parts/Empty";
import { JsonView } from "../parts/JsonView";
import { StateMark } from "../parts/StateMark";
import { Moment, Span } from "../parts/Time";
import { say } from "../words";
import { Fault } from "./Fault";
import styles from "./RunPanel.module.css";
import { Tasks } from "./Tasks";
import { Trouble } from "./Trouble";

export function RunPanel({ id }: { readonly id: string }) {
  const course = useCourse(id);
  const run = useRun(id, course.data?.status);
  const shown = run.data;
  useTitle(shown);
  if (shown === undefined) {
    const error = run.error ?? course.error;
    return error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />;
  }
  const ended = hasEnded(shown.status);
  return (
    <article className={styles["run"]}>
      <header className={styles["head"]}>
        <p className={styles["status"]} data-state={shown.status}>
          <StateMark state={shown.status} />
          {say(`status.${shown.status}`)}
        </p>
        <h2>{shown.workflow}</h2>
        <Facts run={shown} />
      </header>
      <p className="unseen" role="status">
        {say("run.changed", { workflow: shown.workflow, status: say(`status.${shown.status}`) })}
      </p>
      {shown.error !== null && <Fault fault={shown.error} />}
      {shown.status === "completed" && <Value name={say("run.output")} value={shown.output} />}
      <Tasks
        tasks={tasksOf(course.data?.lines ?? [])}
        from={shown.startedAt ?? shown.createdAt}
        to={ended ? shown.endedAt : null}
      />
      <Value name={say("run.input")} value={shown.input} />
    </article>
  );
}

function Facts({ run }: { readonly run: RunShown }) {
  return (
    <dl className={styles["facts"]}>
      <div>
        <dt>{say("run.version")}</dt>
        <dd>{run.version}</dd>
      </div>
      <div>
        <dt>{say("run.started")}</dt>
        <dd>{run.startedAt === null ? say("run.notYet") : <Moment moment={run.startedAt} />}</dd>
      </div>
      <div>
        <dt>{say(hasEnded(run.status) ? "run.took" : "run.soFar")}</dt>
        <dd>
          {run.startedAt === null ? (
            say("run.notYet")
          ) : (
            <Span from={run.startedAt} to={run.endedAt} />
          )}
        </dd>
      </div>
      <div>
        <dt>{say("run.id")}</dt>
        <dd className={styles["id"]}>
          <code>{run.id}</code>
          <CopyButton name={say("run.id")} text={() => run.id} />
        </dd>
      </div>
    </dl>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <section className={styles["part"]}>
      <h3>{name}</h3>
      <JsonView name={name} value={value as Json} />
    </section>
  );
}

/** The tab says how the run stands, for who waits in another one. */
function useTitle(run: RunShown | undefined) {
  const workflow = run?.workflow;
  const status = run && say(`status.${run.status}`);
  useEffect(() => {
    if (workflow === undefined || status === undefined) return undefined;
    document.title = say("page.titleRun", { workflow, status });
    return () => {
      document.title = say("page.title");
    };
  }, [workflow, status]);
}
