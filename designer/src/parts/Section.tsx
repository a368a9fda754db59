/**
 * A part of a page that is about one thing: what it is about, and what can be done.
 *
 * Never: a part without a heading of its own.
 */
import { type ReactNode, useId } from "react";

import styles from "./Section.module.css";

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
      {more !== undefined && <p className={styles["more"]}>{more}</p>}
      {children}
    </section>
  );
}

/** Several, one below the other. */
export function Sections({ children }: { readonly children: ReactNode }) {
  return <div className={styles["sections"]}>{children}</div>;
}

type LinesProps = { readonly label?: string; readonly children: ReactNode };

/** A short list in one: `li` with what each is, and beside it what can be done. */
export function Lines({ label, children }: LinesProps) {
  return (
    <ul className={styles["lines"]} aria-label={label}>
      {children}
    </ul>
  );
}
