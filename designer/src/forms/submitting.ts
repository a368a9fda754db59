/**
 * Which keys hand a form in.
 *
 * Never: Enter alone; a run is not started by finishing a line.
 */
import type { KeyboardEvent } from "react";

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

export const SHORTCUT = APPLE ? "Meta+Enter" : "Control+Enter";
export const KEYS = APPLE ? "⌘↵" : "Ctrl ↵";

export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    event.currentTarget.requestSubmit();
  } else if (event.target instanceof HTMLInputElement) event.preventDefault();
}
