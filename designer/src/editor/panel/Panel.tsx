/**
 * What is chosen in the picture, to be filled in: a task, several, or the process itself.
 *
 * Never: a change while the text can't be read; it says so and waits.
 */
import { lazy, Suspense, useState } from "react";

import { isTask } from "../../model/graphTypes";
import { Loading } from "../../parts/Empty";
import { say } from "../../words";
import { useChosen, useEditing, useStale } from "../useEditor";
import styles from "./panel.module.css";
import { ProcessPanel } from "./ProcessPanel";
import { SeveralPanel } from "./SeveralPanel";
import { TaskPanel } from "./TaskPanel";
import { PanelContext } from "./usePanel";

const FormEditor = lazy(async () => ({
  default: (await import("../formEditor/FormEditor")).FormEditor,
}));

export function Panel() {
  const chosen = useChosen();
  const readOnly = useEditing((editing) => editing.readOnly);
  const isStale = useStale();
  const nodes = useEditing(({ draft }) => draft.shown?.graph.nodes);
  const [form, drawForm] = useState<string>();
  const found = chosen.flatMap((id) => nodes?.filter((one) => one.id === id) ?? []).filter(isTask);
  const [first] = found;
  const disabled = readOnly || isStale;
  const task = first?.id ?? "";
  const about = { disabled, task, drawForm };
  return (
    <PanelContext value={about}>
      <section className={styles["panel"]} aria-label={say("panel.title")}>
        {isStale && (
          <p className={styles["note"]} role="status">
            {say("panel.stale")}
          </p>
        )}
        {readOnly && <p className={styles["note"]}>{say("panel.readOnly")}</p>}
        <div className={styles["all"]} data-disabled={disabled || undefined}>
          {nodes === undefined ? (
            <p className={styles["soft"]}>{say("panel.nothing")}</p>
          ) : first === undefined ? (
            <ProcessPanel />
          ) : found.length > 1 ? (
            <SeveralPanel nodes={found} />
          ) : (
            // By another name it is still the same task.
            <TaskPanel key={placeOf(first.id)} node={first} />
          )}
        </div>
      </section>
      {form !== undefined && (
        <Suspense fallback={<Loading label={say("panel.form.draw")} />}>
          <FormEditor pointer={form} onClose={() => drawForm(undefined)} />
        </Suspense>
      )}
    </PanelContext>
  );
}

function placeOf(pointer: string): string {
  return pointer.endsWith("/catch") ? pointer : pointer.slice(0, pointer.lastIndexOf("/"));
}
