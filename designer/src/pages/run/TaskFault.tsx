/**
 * Why one task failed: what to do, what happened, and on demand the standard's own terms.
 *
 * Never: only a code; a value that hides behind `valuesHidden` stays hidden.
 */
import { faultKindOf } from "../../model/fault";
import { isObject } from "../../model/json";
import type { Task } from "../../model/tasks";
import { useShown } from "../../parts/ValuesHidden";
import { say } from "../../words";
import { TraceValue } from "./TraceValue";
import styles from "./Visit.module.css";

type Props = { readonly task: Task };

export function TaskFault({ task: { name: task, details } }: Props) {
  const shown = useShown();
  const { error } = details;
  if (error === undefined) return null;
  const { type, status, detail, title } = isObject(error) ? error : {};
  if (typeof type !== "string")
    return <TraceValue name={say("run.error")} value={error} file={task} />;
  const kind = faultKindOf(type, typeof status === "number" ? status : 0);
  const what = detail ?? title;
  return (
    <section
      className={styles["fault"]}
      aria-label={say("task.detail", { task, name: say("run.error") })}
    >
      <h3>{say(`fault.${kind}`)}</h3>
      <p className={styles["remedy"]}>{say(`remedy.${kind}`)}</p>
      {typeof what === "string" && (
        <p>
          <bdi>{shown(what)}</bdi>
        </p>
      )}
      <details>
        <summary>{say("run.errorMore")}</summary>
        <TraceValue
          name={say("task.detail", { task, name: say("run.error") })}
          value={error}
          file={task}
        />
      </details>
    </section>
  );
}
