/**
 * What the chosen task was given in the trial, and what it gave.
 *
 * Never: values of a task that the trial hasn't come to.
 */
import { nameOf } from "../../model/tasks";
import { JsonTree } from "../../parts/JsonTree";
import { say } from "../../words";
import { useChosen } from "../useEditor";
import { useTried } from "./state";
import styles from "./Trying.module.css";

export function Values() {
  const [chosen] = useChosen();
  const values = useTried((tried) => (chosen === undefined ? undefined : tried.values.get(chosen)));
  if (chosen === undefined) return null;
  const name = nameOf(chosen);
  return (
    <section className={styles["part"]} aria-label={say("trying.values", { task: name })}>
      <h3>{say("trying.values", { task: name })}</h3>
      {values === undefined && <p className={styles["soft"]}>{say("trying.notReached")}</p>}
      {values?.input !== undefined && (
        <JsonTree name={say("trying.taskInput")} value={values.input} />
      )}
      {values?.output !== undefined && (
        <JsonTree name={say("trying.taskOutput")} value={values.output} />
      )}
    </section>
  );
}
