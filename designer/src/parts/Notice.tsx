/**
 * What went wrong and what to do about it, in the place where it went wrong.
 *
 * Never: an apology, a code without a sentence, or a sentence without a remedy where there is one.
 */
import type { ReactNode } from "react";

import styles from "./Notice.module.css";
import { StateMark } from "./StateMark";

type Props = {
  readonly title: string;
  readonly remedy?: string | undefined;
  /** Something small that helps whoever is asked for help. */
  readonly trace?: string | undefined;
  readonly action?: ReactNode;
};

export function Notice({ title, remedy, trace, action }: Props) {
  return (
    <div role="alert" className={styles["notice"]}>
      <StateMark state="faulted" />
      <div className={styles["words"]}>
        <p className={styles["title"]}>
          <bdi>{title}</bdi>
        </p>
        {remedy !== undefined && remedy !== "" && (
          <p>
            <bdi>{remedy}</bdi>
          </p>
        )}
        {trace !== undefined && <p className={styles["trace"]}>{trace}</p>}
        {action}
      </div>
    </div>
  );
}
