/**
 * The picture of the process with what each task of this run has become, and the chosen task.
 *
 * Never: a picture of another version than the one that the run began with.
 */
import { useDidUpdate } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef } from "react";

import { useDefinition } from "../../api/processes";
import type { RunShown } from "../../api/runs";
import type { TaskNode } from "../../model/graphTypes";
import { isOpen, picturedOf, type Task } from "../../model/tasks";
import { Empty } from "../../parts/Empty";
import { NotYet } from "../../parts/NotYet";
import { say } from "../../words";
import { LazyPicture } from "../LazyPicture";
import { Jumps } from "./Jumps";
import { Latest } from "./Latest";
import { LookingContext, useLooking } from "./looking";
import { LoopPicker } from "./LoopPicker";
import styles from "./Run.module.css";
import { TaskPanel } from "./TaskPanel";

const route = getRouteApi("/runs/$id");

type Props = { readonly run: RunShown; readonly tasks: readonly Task[] };

export function RunPicture({ run, tasks }: Props) {
  const [namespace = "", name = ""] = run.workflow.split("/");
  const definition = useDefinition(namespace, name, run.version);
  const { task, visit } = route.useSearch();
  const looking = useLooking(tasks);
  const { looked, select } = looking;
  const pictured = useMemo(() => picturedOf(looked.tasks), [looked]);
  const chosen = useRef<HTMLElement>(null);
  useDidUpdate(() => {
    // What was pressed has gone with what stood here.
    if (document.activeElement === document.body) chosen.current?.focus({ preventScroll: true });
  }, [task]);
  if (typeof run.package === "string") return <Empty title={say("run.inPython")} />;
  if (definition.data === undefined) return <NotYet error={definition.error} />;
  return (
    <LookingContext value={looking}>
      <div className={styles["follow"]}>
        <div className={styles["picture"]}>
          <LazyPicture
            document={definition.data.document}
            tasks={pictured}
            timed
            selected={task}
            first={standsAt(looked.tasks)}
            onSelect={select}
            extras={onBox}
            beside={<Jumps tasks={tasks} />}
            label={say("process.pictureOf", { name: run.title ?? run.workflow })}
          />
        </div>
        <section
          ref={chosen}
          tabIndex={-1}
          className={styles["chosen"]}
          aria-label={say(task === undefined ? "run.latest" : "run.task")}
        >
          {task === undefined ? (
            <Latest tasks={tasks} onSelect={select} />
          ) : (
            <TaskPanel
              key={task}
              run={run}
              pointer={task}
              visits={tasks.filter(({ pointer }) => pointer === task)}
              chosen={visit}
            />
          )}
        </section>
      </div>
    </LookingContext>
  );
}

/** On a loop: which of its iterations is shown. */
function onBox({ id, container }: TaskNode) {
  return container ? <LoopPicker pointer={id} /> : null;
}

/** Where the run is, or where it failed: a long one isn't looked at from its start. */
function standsAt(tasks: readonly Task[]): string | undefined {
  const last = tasks.findLast(isOpen) ?? tasks.findLast(({ state }) => state === "faulted");
  return last?.pointer;
}
