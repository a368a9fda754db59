/**
 * One run while it goes and after: its state, its picture, its values, its fault, its facts.
 *
 * Never: a value shown that belongs to another run while this one is being read.
 */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";

import { type Permission, useMay } from "../../api/access";
import { hasEnded, type RunShown, useCourse, useRun } from "../../api/runs";
import { courseOf, faultedAt } from "../../model/course";
import type { Json } from "../../model/json";
import { nowOf } from "../../model/now";
import { type Task, tasksOf } from "../../model/tasks";
import { CopyButton } from "../../parts/CopyButton";
import { JsonTree } from "../../parts/JsonTree";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { fileOf } from "../../parts/saveFile";
import { StateWord } from "../../parts/StateWord";
import { Moment, Span } from "../../parts/Time";
import { HiddenNotice, ValuesHidden } from "../../parts/ValuesHidden";
import { Views } from "../../parts/Views";
import { say } from "../../words";
import { RUN_VIEWS, type RunView } from "../searches";
import { Actions } from "./Actions";
import { Compare } from "./Compare";
import { Deeds } from "./Deeds";
import { Facts } from "./Facts";
import { Fault } from "./Fault";
import { Now } from "./Now";
import styles from "./Run.module.css";
import { Repairs } from "./Repairs";
import { RunPicture } from "./RunPicture";
import { Tasks } from "./Tasks";

const route = getRouteApi("/runs/$id");

export function Run() {
  const { id } = route.useParams();
  return <OneRun key={id} id={id} />;
}

function OneRun({ id }: { readonly id: string }) {
  const course = useCourse(id);
  const run = useRun(id, course.data);
  const shown = run.data;
  const error = run.error ?? course.error;
  const lines = course.data?.lines;
  const tasks = useMemo(() => tasksOf(lines ?? []), [lines]);
  const told = useMemo(() => courseOf(lines ?? []), [lines]);
  if (shown === undefined)
    return (
      <Page title={say("run.title")} above={<Link to="/runs">{say("runs.title")}</Link>}>
        <NotYet error={error} />
      </Page>
    );
  const title = shown.title ?? shown.workflow;
  const status = say(`status.${shown.status}`);
  // The trace hears of the end first.
  const goesOn = [shown, course.data].every((one) => one !== undefined && !hasEnded(one.status));
  return (
    <ValuesHidden value={shown.valuesHidden}>
      <Repairs run={shown}>
        <Page
          title={title}
          tab={say("run.tab", { workflow: title, status })}
          above={<Link to="/runs">{say("runs.title")}</Link>}
          beside={<StateWord state={shown.status} />}
          actions={<Actions run={shown} />}
        >
          <p className="unseen" role="status">
            {say("run.changed", { workflow: title, status })}
          </p>
          <About run={shown} />
          {shown.valuesHidden && <HiddenNotice />}
          {goesOn && <Now run={shown} now={nowOf(told)} />}
          {shown.error !== null && (
            <Fault
              run={shown}
              fault={shown.error}
              tasks={tasks}
              faulted={faultedAt(told, shown.error.instance ?? "")}
            />
          )}
          <Body run={shown} tasks={tasks} />
        </Page>
      </Repairs>
    </ValuesHidden>
  );
}

/** What one has to be allowed to see a view; the others are for everybody who sees the run. */
const NEEDS: Readonly<Partial<Record<RunView, Permission>>> = {
  facts: "runs:read-facts",
  actions: "audit:read",
};

function Body({ run, tasks }: { readonly run: RunShown; readonly tasks: readonly Task[] }) {
  const { view = "picture" } = route.useSearch();
  const may = useMay(run.workflow);
  const sees = (one: RunView) => {
    const needs = NEEDS[one];
    return needs === undefined || may(needs);
  };
  const views = RUN_VIEWS.filter(sees);
  return (
    <>
      <Views
        label={say("run.views")}
        current={view}
        views={views.map((one) => ({ view: one, name: say(`run.${one}`) }))}
      />
      {view === "picture" && <RunPicture run={run} tasks={tasks} />}
      {view === "times" && (
        <Tasks
          tasks={tasks}
          from={run.startedAt ?? run.createdAt}
          to={hasEnded(run.status) ? run.endedAt : null}
        />
      )}
      {view === "compare" && <Compare run={run} tasks={tasks} />}
      {view === "facts" && sees(view) && <Facts run={run} />}
      {view === "actions" && sees(view) && <Deeds run={run} />}
      {NEEDS[view] === undefined && view !== "compare" && (
        <div className={styles["values"]}>
          <Value name={say("run.input")} value={run.input} file={fileOf(run.id, "input")} />
          {run.status === "completed" && (
            <Value name={say("run.output")} value={run.output} file={fileOf(run.id, "output")} />
          )}
        </div>
      )}
    </>
  );
}

function About({ run }: { readonly run: RunShown }) {
  const [namespace = "", name = ""] = run.workflow.split("/");
  return (
    <dl className={styles["about"]}>
      <div>
        <dt>{say("run.process")}</dt>
        <dd>
          <Link
            to="/processes/$namespace/$name"
            params={{ namespace, name }}
            search={{ version: run.version }}
            dir="ltr"
          >
            {run.workflow} {run.version}
          </Link>
        </dd>
      </div>
      {run.againOf !== null && (
        <div>
          <dt>{say("again.of")}</dt>
          <dd className={styles["id"]}>
            <Link to="/runs/$id" params={{ id: run.againOf }}>
              <code>{run.againOf}</code>
            </Link>
          </dd>
        </div>
      )}
      {run.startedByName !== null && (
        <div>
          <dt>{say("run.starter")}</dt>
          <dd>
            <bdi>{run.startedByName}</bdi>
          </dd>
        </div>
      )}
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

type ValueProps = { readonly name: string; readonly value: unknown; readonly file: string };

function Value({ name, value, file }: ValueProps) {
  return (
    <section>
      <h2>{name}</h2>
      <JsonTree name={name} value={value as Json} file={file} />
    </section>
  );
}
