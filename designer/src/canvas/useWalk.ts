/**
 * Choosing a task by press or key, and walking from one to the next by the arrow keys.
 *
 * Never: a key taken that is held together with another; those are the browser's and the page's.
 */
import { useDirection } from "@mantine/core";
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useContext,
} from "react";

import type { TaskNode } from "../model/graphTypes";
import { ShownContext } from "./shown";
import { stepOf, walk } from "./walk";

/** Where an element stands for a task, it carries the task's pointer. */
const TASK = "data-task";

type Walking = {
  readonly root: RefObject<HTMLElement | null>;
  readonly tasks: readonly TaskNode[];
  readonly onSelect: ((pointer: string) => void) | undefined;
  /** The keyboard has come to a task. */
  readonly onArrive: (pointer: string) => void;
};

export function useWalk({ root, tasks, onSelect, onArrive }: Walking) {
  const store = useContext(ShownContext);
  const { dir } = useDirection();
  const choose = (id: string) => {
    store.write({ current: id });
    onSelect?.(id);
  };
  const go = (id: string) => {
    store.write({ current: id });
    const element = root.current?.querySelector<HTMLElement>(`[${TASK}="${CSS.escape(id)}"]`);
    element?.focus({ preventScroll: true });
  };
  return {
    onClick: ({ target }: MouseEvent) => {
      const id = taskAt(target);
      if (id !== undefined) choose(id);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const here = taskAt(event.target);
      if (here === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const chosen = event.key === "Enter" || event.key === " ";
      const step = stepOf(event.key, dir);
      const to = chosen ? here : step && walk(tasks, here, step);
      if (to === undefined) return;
      event.preventDefault();
      (chosen ? choose : go)(to);
    },
    onFocus: ({ target }: FocusEvent) => {
      const id = taskAt(target);
      if (id !== undefined && target.matches(":focus-visible")) onArrive(id);
    },
  };
}

/** The task whose element this is, or is in. */
export function taskAt(target: EventTarget): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest(`[${TASK}]`)?.getAttribute(TASK) ?? undefined;
}
