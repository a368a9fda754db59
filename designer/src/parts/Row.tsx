/**
 * A row of a list: its title, what is said of it, and beside that what can be done.
 *
 * Never: a press that a title's link takes from something else; the link has the whole row, and what
 * else can be pressed lies above it.
 */
import type { ReactNode } from "react";

import styles from "./Row.module.css";

type Props = {
  /** The page's class for how the columns stand. */
  readonly columns?: string | undefined;
  readonly children: ReactNode;
};
type Children = Pick<Props, "children">;

export function Row({ columns = "", children }: Props) {
  return <div className={`${styles["row"] ?? ""} ${columns}`}>{children}</div>;
}

/** Lines below each other in one column. */
export function RowWords({ children }: Children) {
  return <div className={styles["words"]}>{children}</div>;
}

export function RowTitle({ children }: Children) {
  return <p className={styles["title"]}>{children}</p>;
}

/** What is said softly, one beside the other. */
export function RowMore({ children }: Children) {
  return <p className={styles["more"]}>{children}</p>;
}

/** Buttons of what can be done with it. */
export function RowDeeds({ children }: Children) {
  return <div className={styles["deeds"]}>{children}</div>;
}
