/**
 * What every page begins with: where it stands, what it is called, what can be done here.
 *
 * Never: a page without a title in the tab, or a new page that leaves the focus on the old one.
 */
import { type ReactNode, useEffect, useRef } from "react";

import styles from "./Page.module.css";
import { useTitle } from "./useTitle";

type Props = {
  readonly title: string;
  /** In the tab, where it says more than the heading. */
  readonly tab?: string;
  /** The way back to where this page belongs. */
  readonly above?: ReactNode;
  /** Beside the title: a state, a version. */
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** The first page is where the browser puts the focus; on each later one it goes to the title. */
let pages = 0;

export function Page({ title, tab = title, above, beside, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    pages += 1;
    if (pages > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  useTitle(tab);
  return (
    <div className={styles["page"]}>
      <header className={styles["head"]}>
        <div className={styles["words"]}>
          {above !== undefined && <div className={styles["above"]}>{above}</div>}
          <div className={styles["line"]}>
            <h1 ref={heading} tabIndex={-1}>
              <bdi>{title}</bdi>
            </h1>
            {beside}
          </div>
        </div>
        {actions !== undefined && <div className={styles["actions"]}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
