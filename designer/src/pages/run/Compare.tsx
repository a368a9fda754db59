/**
 * This run beside another of the same process, at first the last that went well.
 *
 * Never: a run compared that one may not see; the list is the API's.
 */
import { NativeSelect } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { type RunListed, type RunShown, useCourse, useRun, useRuns } from "../../api/runs";
import type { Json } from "../../model/json";
import { type Task, tasksOf } from "../../model/tasks";
import { isOther, versus } from "../../model/versus";
import { Empty } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { toTheMinute } from "../../words/times";
import styles from "./Compare.module.css";
import { Pairs } from "./Pairs";
import { ValueDiff } from "./ValueDiff";

const route = getRouteApi("/runs/$id");

type Props = { readonly run: RunShown; readonly tasks: readonly Task[] };

export function Compare({ run, tasks }: Props) {
  const good = useRuns({ workflow: run.workflow, status: ["completed"] });
  const all = useRuns({ workflow: run.workflow });
  const { with: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  if (good.runs === undefined || all.runs === undefined)
    return <NotYet error={good.error ?? all.error} />;
  const others = othersOf(run, good.runs, all.runs);
  const other = wanted ?? usual(run, others)?.id;
  if (other === undefined)
    return (
      <Empty title={say("versus.none")}>
        <p>{say("versus.noneMore")}</p>
      </Empty>
    );
  return (
    <section className={styles["compare"]} aria-label={say("versus.title")}>
      <div className={styles["choice"]}>
        <NativeSelect
          label={say("versus.with")}
          data={others.map(({ id, createdAt, status, version }) => ({
            value: id,
            label: say("versus.choose", {
              time: toTheMinute(createdAt),
              status: say(`status.${status}`),
              version,
            }),
          }))}
          value={other}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: (before) => ({ ...before, with: value }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <Link to="/runs/$id" params={{ id: other }}>
          {say("versus.open")}
        </Link>
      </div>
      <Both key={other} run={run} tasks={tasks} other={other} />
    </section>
  );
}

/** All but this one, each once, the newest first. */
function othersOf(run: RunShown, ...lists: readonly (readonly RunListed[])[]) {
  const found = new Map(lists.flat().map((one) => [one.id, one]));
  found.delete(run.id);
  return [...found.values()].sort((one, two) => two.createdAt.localeCompare(one.createdAt));
}

/** The last that went well before this one; else any that did, else any. */
function usual(run: RunShown, others: readonly RunListed[]): RunListed | undefined {
  const good = others.filter(({ status }) => status === "completed");
  return good.find(({ createdAt }) => createdAt < run.createdAt) ?? good[0] ?? others[0];
}

type BothProps = Props & { readonly other: string };

function Both({ run, tasks, other }: BothProps) {
  const course = useCourse(other);
  const there = useRun(other, course.data);
  const lines = course.data?.lines;
  const pairs = useMemo(() => versus(tasks, tasksOf(lines ?? [])), [tasks, lines]);
  const [all, setAll] = useState(false);
  if (there.data === undefined || lines === undefined)
    return <NotYet error={there.error ?? course.error} />;
  const { version, input, output } = there.data;
  const differing = pairs.filter(({ differences }) => differences.length > 0);
  const isInputOther = isOther(run.input as Json, input as Json);
  const isOutputOther = isOther(run.output as Json, output as Json);
  const same = differing.length === 0 && !isInputOther && !isOutputOther;
  return (
    <>
      {version !== run.version && (
        <p>{say("versus.version", { here: run.version, there: version })}</p>
      )}
      {same && <p>{say("versus.same")}</p>}
      {isInputOther && (
        <ValueDiff name={say("versus.input")} here={run.input as Json} there={input as Json} open />
      )}
      {isOutputOther && (
        <ValueDiff name={say("versus.output")} here={run.output as Json} there={output as Json} />
      )}
      {pairs.length > 0 && (
        <>
          <label className={styles["soft"]}>
            <input
              type="checkbox"
              checked={!all}
              onChange={({ currentTarget }) => setAll(!currentTarget.checked)}
            />{" "}
            {say("versus.differing")}
          </label>
          <Pairs pairs={all ? pairs : differing} />
        </>
      )}
    </>
  );
}
