/**
 * Why a run ended in a fault: what happened, where, and what to do about it.
 *
 * Never: a fault without a remedy, or without the place where it happened if the run knows it.
 */
import { useState } from "react";

import { useProcess } from "../../api/processes";
import type { RunShown } from "../../api/runs";
import type { Faulted, Visit } from "../../model/course";
import { faultKindOf } from "../../model/fault";
import { nameOf, type Task } from "../../model/tasks";
import { fileOf } from "../../parts/saveFile";
import { StateMark } from "../../parts/StateMark";
import { useShown } from "../../parts/ValuesHidden";
import { say } from "../../words";
import { EditTask } from "./EditTask";
import { RetryButton } from "./RepairButtons";
import styles from "./Run.module.css";
import { TaskLink } from "./TaskLink";
import { TraceValue } from "./TraceValue";
import visitStyles from "./Visit.module.css";

type Props = {
  readonly run: RunShown;
  readonly fault: NonNullable<RunShown["error"]>;
  readonly tasks: readonly Task[];
  /** Where it came from; nothing if the trace doesn't tell. */
  readonly faulted: Faulted | undefined;
};

export function Fault({ run, fault, tasks, faulted }: Props) {
  const kind = faultKindOf(fault.type, fault.status);
  const shown = useShown();
  const place = fault.instance ?? "";
  const attempt = faulted?.attempt ?? 1;
  const known = tasks.some(({ pointer }) => pointer === place);
  return (
    <section className={styles["fault"]} aria-label={say("run.error")}>
      <StateMark state="faulted" />
      <div>
        <h2>{say(`fault.${kind}`)}</h2>
        <p className={styles["remedy"]}>{say(`remedy.${kind}`)}</p>
        {typeof fault.detail === "string" && (
          <p>
            <bdi>{shown(fault.detail)}</bdi>
          </p>
        )}
        {place !== "" && place !== "/" && (
          <p>
            {say("run.errorAt")} {known ? <TaskLink pointer={place} /> : <code>{place}</code>}
            {attempt > 1 && ` ${say("run.errorAttempt", { attempt })}`}
          </p>
        )}
        {faulted !== undefined && <Got visit={faulted.visit} />}
        <details>
          <summary>{say("run.errorMore")}</summary>
          <dl>
            <dt>{say("run.errorTitle")}</dt>
            <dd>{shown(fault.title ?? "")}</dd>
            <dt>{say("run.errorType")}</dt>
            <dd>
              <code>{fault.type}</code>
            </dd>
            <dt>{say("run.errorStatus")}</dt>
            <dd>
              <code>{fault.status}</code>
            </dd>
            <dt>{say("run.errorPlace")}</dt>
            <dd>
              <code>{place}</code>
            </dd>
          </dl>
        </details>
        <div className={visitStyles["deeds"]}>
          <RetryButton run={run} look="main" />
          <RetryNewest run={run} />
          {known && <EditTask run={run} pointer={place} />}
        </div>
      </div>
    </section>
  );
}

/** Where it has been mended meanwhile, the run can go on with that. */
function RetryNewest({ run }: { readonly run: RunShown }) {
  const [namespace = "", name = ""] = run.workflow.split("/");
  const newest = useProcess(namespace, name).data?.version;
  if (typeof newest !== "string" || newest === run.version) return null;
  return <RetryButton run={run} version={newest} />;
}

/** What the task had in hand: most faults are understood from it. */
function Got({ visit: { pointer, input } }: { readonly visit: Visit }) {
  // What is folded away is not drawn.
  const [open, setOpen] = useState(false);
  if (input === undefined) return null;
  const name = say("run.errorInput");
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}</summary>
      {open && <TraceValue name={name} value={input} file={fileOf(nameOf(pointer), "input")} />}
    </details>
  );
}
