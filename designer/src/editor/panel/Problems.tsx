/**
 * What is wrong with what is shown, each with its remedy.
 *
 * Never: only here; at the field that is meant it is said again.
 */
import { say } from "../../words";
import type { Problem } from "../problems";
import styles from "./panel.module.css";

type Props = { readonly problems: readonly Problem[] };

export function Problems({ problems }: Props) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles["problems"]} aria-label={say("panel.problems")}>
      {problems.map(({ code, pointer, severity, message, remedy }, index) => (
        <li key={`${code} ${pointer} ${index}`} data-severity={severity}>
          <p>
            {severity === "warning" && <strong>{say("panel.warning")} </strong>}
            <bdi>{message}</bdi>
          </p>
          {remedy !== "" && (
            <p className={styles["soft"]}>
              <bdi>{remedy}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
