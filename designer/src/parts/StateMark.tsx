/**
 * The sign of a state: told apart by its shape, and by colour besides.
 *
 * Never: the only carrier of the meaning; a word stands beside it, or is read out in its place.
 */
import type { ReactElement } from "react";

import styles from "./StateMark.module.css";

export type State =
  | "pending"
  | "running"
  | "waiting"
  | "suspended"
  | "completed"
  | "faulted"
  | "cancelled"
  | "skipped";

const SHAPES: Readonly<Record<State, ReactElement>> = {
  pending: <circle cx="8" cy="8" r="5.5" strokeDasharray="1.6 2.72" strokeLinecap="butt" />,
  running: (
    <>
      <circle cx="8" cy="8" r="6" className={styles["track"]} />
      <path d="M8 2a6 6 0 0 1 6 6" className={styles["turning"]} />
      <circle cx="8" cy="8" r="2" className={styles["solid"]} />
    </>
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  suspended: (
    <>
      <rect x="2.25" y="2.25" width="11.5" height="11.5" rx="2.5" />
      <path d="M6.4 5.6v4.8M9.6 5.6v4.8" />
    </>
  ),
  completed: (
    <>
      <circle cx="8" cy="8" r="7" className={styles["solid"]} />
      <path d="m5 8.3 2.1 2.1L11 6" className={styles["cut"]} />
    </>
  ),
  faulted: (
    <>
      <path
        d="M8 1.2c.5 0 .9.2 1.1.7l5.6 10.8c.5 1-.1 2-1.1 2H2.4c-1 0-1.6-1-1.1-2L6.9 1.9c.2-.5.6-.7 1.1-.7Z"
        className={styles["solid"]}
      />
      <path d="M8 5.6v3.6M8 11.8v.01" className={styles["cut"]} />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M4 12 12 4" />
    </>
  ),
  skipped: <path d="m3 4.5 3.5 3.5L3 11.5M8.5 4.5 12 8l-3.5 3.5" />,
};

export function StateMark({ state }: { readonly state: State }) {
  return (
    <svg
      className={styles["mark"]}
      data-state={state}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[state]}
    </svg>
  );
}
