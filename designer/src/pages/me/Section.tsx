/**
 * A part of the page about somebody: what it is about, and what can be done.
 *
 * Never: a part without a heading of its own.
 */
import { type ReactNode, useId } from "react";

import styles from "./Me.module.css";

type Props = {
  readonly title: string;
  readonly more?: string;
  readonly children: ReactNode;
};

export function Section({ title, more, children }: Props) {
  const id = useId();
  return (
    <section className={styles["section"]} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {more !== undefined && <p className={styles["soft"]}>{more}</p>}
      {children}
    </section>
  );
}
