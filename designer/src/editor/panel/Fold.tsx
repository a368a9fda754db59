/**
 * A part of the panel that is folded until somebody wants it.
 *
 * Never: shut over something that is wrong in it.
 */
import { type ReactNode, useState } from "react";

import { FoldIcon } from "../../parts/icons";
import styles from "./panel.module.css";
import { useFound } from "./usePanel";

type Props = {
  readonly title: string;
  /** How much stands in it. */
  readonly more?: string;
  /** It begins open: something is written in it. */
  readonly open?: boolean;
  /** What is wrong at one of these opens it. */
  readonly pointers?: readonly string[];
  readonly children: ReactNode;
};

export function Fold({ title, more = "", open = false, pointers = [], children }: Props) {
  const [isOpen, setOpen] = useState(open);
  const found = useFound();
  const isWrong = found.some((one) =>
    pointers.some((at) => one.pointer === at || one.pointer.startsWith(`${at}/`)),
  );
  const isShown = isOpen || isWrong;
  return (
    <details
      className={styles["fold"]}
      open={isShown}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <FoldIcon size={16} stroke={1.8} aria-hidden="true" />
        {title}
        {more !== "" && <span className={styles["foldMore"]}>{more}</span>}
      </summary>
      {isShown && <div className={styles["inside"]}>{children}</div>}
    </details>
  );
}
