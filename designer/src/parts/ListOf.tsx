/**
 * A list whose rows are walked with the arrow keys; a row's main link bears `data-row`.
 *
 * Never: a trap; Tab goes through it as through everything else.
 */
import type { KeyboardEvent, ReactNode } from "react";

import styles from "./ListOf.module.css";

type Props<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
};

export function ListOf<T>({ label, items, keyOf, children }: Props<T>) {
  return (
    // The keys only move between links that can be reached without them.
    <ul className={styles["list"]} aria-label={label} onKeyDown={walk}>
      {items.map((item) => (
        <li key={keyOf(item)}>{children(item)}</li>
      ))}
    </ul>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function walk(event: KeyboardEvent<HTMLElement>) {
  const step = STEPS[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const row = event.target.closest("li")?.querySelector<HTMLElement>("[data-row]");
  const next = row && rows[rows.indexOf(row) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
