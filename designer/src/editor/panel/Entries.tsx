/**
 * A list of which each entry can be moved and taken out.
 *
 * Never: only by dragging; its buttons do all of it.
 */
import { type ReactNode, useRef } from "react";

import { Button } from "../../parts/Button";
import { AddIcon } from "../../parts/icons";
import { DownIcon, RemoveIcon, UpIcon } from "../../forms/icons";
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
          {onMove !== undefined && count > 1 && (
            <>
              <Button
                look="quiet"
                data-tool="up"
                disabled={index === 0}
                aria-label={say("form.up", { name })}
                onClick={() => move(index - 1)}
              >
                <UpIcon size={15} stroke={1.8} aria-hidden="true" />
              </Button>
              <Button
                look="quiet"
                data-tool="down"
                disabled={index === count - 1}
                aria-label={say("form.down", { name })}
                onClick={() => move(index + 1)}
              >
                <DownIcon size={15} stroke={1.8} aria-hidden="true" />
              </Button>
            </>
          )}
          {onRemove !== undefined && (
            <Button
              look="quiet"
              data-tool="remove"
              aria-label={say("form.removeLabel", { name })}
              onClick={() => {
                focus(Math.max(0, index - 1), "remove");
                onRemove();
              }}
            >
              <RemoveIcon size={15} stroke={1.8} aria-hidden="true" />
            </Button>
          )}
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
