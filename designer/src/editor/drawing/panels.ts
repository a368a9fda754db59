/**
 * The way of the keyboard from a task into the panel in which it is filled in, and back.
 *
 * Never: a field in the panel chosen for who goes there; its first thing is.
 */

/** By which the panel is found, wherever it stands. */
export const PANEL = "editor-panel";
const STOPS = "input, select, textarea, button, [contenteditable=true], [tabindex='0']";

/** Once it shows what has just been chosen. */
export function toPanel(): void {
  requestAnimationFrame(() => {
    const panel = document.getElementById(PANEL);
    const stops = panel?.querySelectorAll<HTMLElement>(STOPS) ?? [];
    const first = [...stops].find((one) => !one.matches(":disabled, [tabindex='-1']"));
    (first ?? panel)?.focus();
  });
}

/** To the task that is filled in, in the picture or in the list. */
export function fromPanel(chosen: string | undefined): void {
  const at = CSS.escape(chosen ?? "");
  const task = `[data-task="${at}"][role=button], [data-entry="${at}"]`;
  document.querySelector<HTMLElement>(task)?.focus();
}
