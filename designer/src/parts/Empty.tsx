/**
 * A place where something will be: what is missing, and how it comes about.
 *
 * Never: an empty box without a word.
 */
import type { ReactNode } from "react";

import styles from "./Empty.module.css";

type Props = { readonly title: string; readonly children?: ReactNode };

export function Empty({ title, children }: Props) {
  return (
    <div className={styles["empty"]}>
      <svg viewBox="0 0 40 16" aria-hidden="true" focusable="false">
        <path d="M3 13 7.5 3M14 13l4.5-10M25 13l4.5-10" />
      </svg>
      <p>{title}</p>
      {children}
    </div>
  );
}

/** Lines where a list will stand in a moment. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className={styles["loading"]} role="status">
      <span className="unseen">{label}</span>
      <span />
      <span />
      <span />
    </div>
  );
}
