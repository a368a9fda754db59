/**
 * The picture of the process with where it stands, for who may see the run.
 *
 * Never: loaded on a phone before it is wanted.
 */
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";

import type { ApprovalWhole } from "../../api/approvals";
import { useDefinition } from "../../api/processes";
import { useCourse } from "../../api/runs";
import { picturedOf, tasksOf } from "../../model/tasks";
import { Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { LazyPicture } from "../LazyPicture";
import styles from "./Approval.module.css";

const NARROW = "(max-width: 63.99rem)";

export function Standing({ approval }: { readonly approval: ApprovalWhole }) {
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [isOpen, setOpen] = useState(!narrow);
  return (
    <details
      className={styles["standing"]}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <h2>{say("approval.standing")}</h2>
      </summary>
      {isOpen && <Drawn approval={approval} />}
    </details>
  );
}

function Drawn({ approval: { run, task } }: { readonly approval: ApprovalWhole }) {
  const definition = useDefinition(run.namespace, run.name, run.version);
  const course = useCourse(run.id);
  const lines = course.data?.lines;
  const pictured = useMemo(() => picturedOf(tasksOf(lines ?? [])), [lines]);
  const error = definition.error ?? course.error;
  if (definition.data === undefined || lines === undefined)
    return error === null ? <Loading label={say("page.loading")} /> : <Trouble error={error} />;
  return (
    <div className={styles["picture"]}>
      <LazyPicture
        document={definition.data.document}
        tasks={pictured}
        selected={task}
        label={say("process.pictureOf", { name: run.title ?? run.name })}
      />
    </div>
  );
}
