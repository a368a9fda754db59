/**
 * What the run does now, in words: a line for each task at which it stands.
 *
 * Never: said of a run that has ended; what was is in its picture.
 */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { useMay } from "../../api/access";
import { useApproval } from "../../api/approvals";
import type { RunShown } from "../../api/runs";
import type { DoingTask, Now as NowSaid } from "../../model/now";
import { StateMark } from "../../parts/StateMark";
import { locale, say } from "../../words";
import { exactly } from "../../words/times";
import { DueOf } from "./DueOf";
import styles from "./Now.module.css";
import { SkipButton } from "./RepairButtons";
import { Remaining } from "./Remaining";
import { Settle } from "./Settle";
import { TaskLink } from "./TaskLink";

/** More than a person reads; all of them are in the picture. */
const MOST = 20;
const MOST_NAMES = 3;

export function Now({ run, now }: { readonly run: RunShown; readonly now: NowSaid }) {
  const { suspended, tasks } = now;
  const more = tasks.length - MOST;
  const nothing = suspended === undefined && tasks.length === 0;
  return (
    <section className={styles["now"]} aria-label={say("now.title")}>
      <h2>{say("now.title")}</h2>
      <ul>
        {run.stuckSince !== null && <Stuck since={run.stuckSince} />}
        {suspended !== undefined && <Entry state="suspended">{suspendedSentence(suspended)}</Entry>}
        {tasks.slice(0, MOST).map((task) => (
          <li key={task.key}>
            {task.code === "unsettled" ? (
              <Unsettled run={run} task={task} why={task.why} />
            ) : (
              <OneTask run={run} task={task} />
            )}
          </li>
        ))}
        {nothing && run.status === "pending" && (
          <Entry state="pending">{say("now.pending", { time: exactly(run.createdAt) })}</Entry>
        )}
        {nothing && run.status !== "pending" && <Entry state="running">{say("now.untold")}</Entry>}
      </ul>
      {more > 0 && <p className={styles["more"]}>{say("now.more", { count: more })}</p>}
    </section>
  );
}

type EntryProps = {
  readonly state: "pending" | "suspended" | "running";
  readonly children: ReactNode;
};

function Entry({ state, children }: EntryProps) {
  return (
    <li>
      <div className={styles["entry"]}>
        <StateMark state={state} />
        <p>{children}</p>
      </div>
    </li>
  );
}

function Stuck({ since }: { readonly since: string }) {
  return (
    <li>
      <div className={styles["unsettled"]} role="alert">
        <StateMark state="faulted" />
        <div>
          <p className={styles["title"]}>{say("now.stuck", { time: exactly(since) })}</p>
          <p>{say("now.stuckMore")}</p>
        </div>
      </div>
    </li>
  );
}

function OneTask({ run, task }: { readonly run: RunShown; readonly task: DoingTask }) {
  const busy = task.code === "works" || task.code === "calls";
  return (
    <div className={styles["entry"]}>
      <StateMark state={busy ? "running" : "waiting"} />
      <div>
        <TaskLink pointer={task.pointer} />
        <p>
          <Sentence task={task} />
        </p>
      </div>
      <SkipButton run={run} task={task} look="quiet" />
    </div>
  );
}

function Sentence({ task }: { readonly task: DoingTask }) {
  switch (task.code) {
    case "waitsUntil":
      return (
        <>
          {say("now.waitsUntil", { time: exactly(task.until) })} <Remaining until={task.until} />
        </>
      );
    case "retries": {
      const { until, attempt, why } = task;
      return (
        <>
          {say("now.retries", { time: exactly(until), attempt })} <Remaining until={until} />
          {why !== "" && <span className={styles["why"]}>{say("now.because", { why })}</span>}
        </>
      );
    }
    case "waitsForRun":
      return (
        <>
          {say("now.waitsForRun")}{" "}
          <Link to="/runs/$id" params={{ id: task.run }}>
            <code>{task.run}</code>
          </Link>
        </>
      );
    case "asks":
      return (
        <>
          {say("now.asks", { people: someOf(task.asked), time: exactly(task.at) })}{" "}
          <Link to="/approvals/$id" params={{ id: task.approval }}>
            {say("now.toApproval")}
          </Link>
          <Until approval={task.approval} />
        </>
      );
    case "listens":
      return task.types.length === 0
        ? say("now.listensAny")
        : say("now.listens", { types: anyOf(task.types) });
    case "calls":
    case "works":
      return say(`now.${task.code}`, { time: exactly(task.since) });
    case "unsettled":
      return say("now.unsettled");
  }
}

/** By when, for who may see the approval. */
function Until({ approval }: { readonly approval: string }) {
  const mayRead = useMay()("approvals:read");
  return mayRead ? <UntilDue approval={approval} /> : null;
}

function UntilDue({ approval }: { readonly approval: string }) {
  const due = useApproval(approval).data?.due;
  if (due === undefined || due === null) return null;
  return (
    <span className={styles["why"]}>
      <DueOf due={due} />
    </span>
  );
}

type UnsettledProps = {
  readonly run: RunShown;
  readonly task: DoingTask;
  readonly why: string;
};

function Unsettled({ run, task, why }: UnsettledProps) {
  return (
    <div className={styles["unsettled"]} role="alert">
      <StateMark state="waiting" />
      <div>
        <TaskLink pointer={task.pointer} />
        <p className={styles["title"]}>{say("now.unsettled")}</p>
        {why !== "" && (
          <p>
            <bdi>{why}</bdi>
          </p>
        )}
        <Settle run={run} task={task} />
      </div>
    </div>
  );
}

function suspendedSentence({ since, reason }: NonNullable<NowSaid["suspended"]>): string {
  const time = exactly(since);
  return reason === ""
    ? say("now.suspended", { time })
    : say("now.suspendedBecause", { time, reason });
}

/** A few by name; the others are counted. */
function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = more > 1 ? names.slice(0, MOST_NAMES) : names;
  const said = more > 1 ? [...shown, say("now.others", { count: more })] : shown;
  return new Intl.ListFormat(locale()).format(said);
}

function anyOf(types: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: "disjunction" }).format(types);
}
