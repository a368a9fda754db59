/**
 * The sign of Baton: one stroke hands over to the next.
 *
 * Never: read out; the name stands beside it.
 */
import styles from "./Sign.module.css";

export function Sign({ size = "small" }: { readonly size?: "small" | "large" }) {
  return (
    <svg className={styles[size]} viewBox="0 0 20 16" aria-hidden="true" focusable="false">
      <path className={styles["from"]} d="M3 13 7.5 3" />
      <path className={styles["to"]} d="M12.5 13 17 3" />
    </svg>
  );
}
