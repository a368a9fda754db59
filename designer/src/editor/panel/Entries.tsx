/**
 * A list of which each entry can be moved and taken out.
 *
 * Never: only by dragging; its buttons do all of it.
 */
import { type ReactNode, useRef } from "react";

import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { EntryTools } from "../../forms/EntryTools";
import { say } from "../../words";
import styles from "./panel.module.css";
import { usePanel } from "./usePanel";

type EntryProps = {
  /** What it is called where its buttons are read out. */
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly framed?: boolean;
  readonly onMove?: ((to: number) => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  readonly children: ReactNode;
};

export function Entry(props: EntryProps) {
  const { name, index, count, framed = false, onMove, onRemove, children } = props;
  const { disabled } = usePanel();
  const box = useRef<HTMLLIElement>(null);
  // The list is drawn anew then; the focus goes on with the entry, or to its neighbour.
  const focus = (at: number, tool: string) => {
    const list = box.current?.parentElement;
    requestAnimationFrame(() => {
      const entry = list?.children[at];
      const button =
        entry?.querySelector<HTMLElement>(`[data-tool="${tool}"]:not(:disabled)`) ??
        entry?.querySelector<HTMLElement>("[data-tool]:not(:disabled)") ??
        list?.parentElement?.querySelector<HTMLElement>("[data-add]");
      button?.focus();
    });
  };
  const move = (to: number) => {
    onMove?.(to);
    focus(to, to < index ? "up" : "down");
  };
  return (
    <li ref={box} className={styles["entry"]} data-framed={framed || undefined}>
      <div>{children}</div>
      {!disabled && (
        <div className={styles["entryTools"]} data-flat={framed ? undefined : true}>
          <EntryTools
            name={name}
            movable={onMove !== undefined && count > 1}
            onUp={index === 0 ? undefined : () => move(index - 1)}
            onDown={index === count - 1 ? undefined : () => move(index + 1)}
            onRemove={
              onRemove &&
              (() => {
                focus(Math.max(0, index - 1), "remove");
                onRemove();
              })
            }
          />
        </div>
      )}
    </li>
  );
}

type AddProps = { readonly label: string; readonly word?: string; readonly onAdd: () => void };

export function Add({ label, word, onAdd }: AddProps) {
  const { disabled } = usePanel();
  if (disabled) return null;
  return (
    <div>
      <Button data-add aria-label={word ?? label} onClick={onAdd}>
        <AddIcon size={15} stroke={1.8} aria-hidden="true" />
        {word ?? say("form.add")}
      </Button>
    </div>
  );
}

/** A list with another order. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

type GroupProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

/** Several fields under one name. */
export function Group({ label, hint = "", fault, action, children }: GroupProps) {
  return (
    <fieldset className={styles["group"]} aria-label={label}>
      <div className={styles["legend"]}>
        <bdi>{label}</bdi>
        {action}
      </div>
      {hint !== "" && (
        <p className={styles["soft"]}>
          <bdi>{hint}</bdi>
        </p>
      )}
      {children}
      {fault !== undefined && <p className={styles["fault"]}>{fault}</p>}
    </fieldset>
  );
}
