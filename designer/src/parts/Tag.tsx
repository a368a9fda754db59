/**
 * A word that marks something, such as a draft.
 *
 * Never: a state of a run; that has its own sign.
 */
import type { ReactNode } from "react";

import styles from "./Tag.module.css";

export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className={styles["tag"]}>{children}</span>;
}
