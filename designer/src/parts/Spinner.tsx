/**
 * Something is on its way.
 *
 * Never: read out; whoever waits is told by a status in words.
 */
import styles from "./Spinner.module.css";

export function Spinner() {
  return (
    <svg className={styles["spinner"]} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </svg>
  );
}
