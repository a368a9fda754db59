/**
 * The views of one thing as links: each has an address of its own.
 *
 * Never: content hidden in a tab that no address leads to.
 */
import { Link } from "@tanstack/react-router";

import styles from "./Views.module.css";

type Props<V extends string> = {
  readonly label: string;
  readonly current: V;
  readonly views: readonly { readonly view: V; readonly name: string; readonly count?: number }[];
};

export function Views<V extends string>({ label, current, views }: Props<V>) {
  return (
    <nav className={styles["views"]} aria-label={label}>
      {views.map(({ view, name, count }) => (
        <Link
          key={view}
          to="."
          search={(before) => ({ ...before, view }) as never}
          replace
          resetScroll={false}
          aria-current={view === current ? "page" : undefined}
        >
          {name} {count !== undefined && <span className={styles["count"]}>{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
