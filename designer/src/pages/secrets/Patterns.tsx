/**
 * Patterns of processes or hosts, as they were typed.
 *
 * Never: turned around on a page that is read from the right.
 */
import { say } from "../../words";
import styles from "./Secrets.module.css";

export function Patterns({ patterns }: { readonly patterns: readonly string[] }) {
  if (patterns.length === 0) return <span className={styles["soft"]}>{say("secrets.nobody")}</span>;
  return (
    <span className={styles["patterns"]}>
      {patterns.map((pattern) => (
        <code key={pattern} dir="ltr">
          {pattern}
        </code>
      ))}
    </span>
  );
}
