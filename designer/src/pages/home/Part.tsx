/**
 * A part of the home page: a few of a list, how many there are, and the way to all of them.
 *
 * Never: the whole list; that has a page of its own.
 */
import { createLink } from "@tanstack/react-router";
import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./Home.module.css";

type Props = {
  readonly title: string;
  readonly count?: string | undefined;
  /** To all of them. */
  readonly more?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

export function Part({ title, count, more, wide = false, children }: Props) {
  const id = useId();
  return (
    <section className={styles["part"]} data-wide={wide || undefined} aria-labelledby={id}>
      <header className={styles["head"]}>
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className={styles["count"]}>{count}</span>}
        <span className={styles["more"]}>{more}</span>
      </header>
      {children}
    </section>
  );
}

/** What a part says where it has nothing. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className={styles["nothing"]}>{children}</p>;
}

export const MoreLink = createLink(function Anchor(props: ComponentProps<"a">) {
  return <a {...props} />;
});
