/**
 * Which controls a step is about, in the order in which they are needed: the first that is there
 * is pointed at.
 *
 * Never: a control that is known by how it looks; each is found by what it is and is called.
 */
import { say, type Word } from "../words";
import type { Progress, StepKey } from "./progress";

export type Target = {
  readonly css: string;
  /** What it is called begins so. */
  readonly word?: Word;
  /** The same, of what the declaration of a function calls it. */
  readonly title?: string;
  /** Only while nothing is filled in. */
  readonly empty?: boolean;
};

const BUTTON = "button";
const CHOICE: Target = { css: BUTTON, word: "drawing.new.approval.title" };

const TARGETS: Readonly<Record<StepKey, (progress: Progress) => readonly Target[]>> = {
  name: () => [
    { css: "form input", word: "newProcess.name", empty: true },
    { css: "button[type=submit]", word: "newProcess.create" },
  ],
  form: () => [
    { css: BUTTON, word: "formEditor.add" },
    { css: BUTTON, word: "panel.form.begin" },
    { css: BUTTON, word: "panel.form.draw" },
  ],
  approval: () => [
    { css: BUTTON, word: "formEditor.done" },
    CHOICE,
    { css: "[role=option]", word: "drawing.new.approval.title" },
    { css: BUTTON, word: "drawing.palette" },
  ],
  decider: ({ drawn }) => [
    { css: BUTTON, word: "formEditor.done" },
    { css: "input", word: "panel.who.person" },
    { css: "input", word: "panel.who.kind" },
    taskOf(drawn.approval),
  ],
  alone: ({ drawn }) => [
    { css: "input", title: "Requesters may decide" },
    { css: "summary, button", word: "panel.part.rules" },
    taskOf(drawn.approval),
  ],
  try: () => [
    { css: "section", word: "trying.asked" },
    { css: "form button", word: "trying.go" },
    { css: BUTTON, word: "editor.try" },
  ],
  publish: () => [
    { css: BUTTON, word: "publishing.publish" },
    { css: BUTTON, word: "publishing.compare" },
    { css: "header button", word: "editor.publish" },
  ],
  start: ({ place }) => [
    { css: "button[type=submit]", word: "start.submit" },
    { css: `main a[href$="/processes/${place?.namespace ?? ""}/${place?.name ?? ""}/start"]` },
  ],
  decide: () => [
    { css: "main button", word: "decisions.approve" },
    { css: "main section a", word: "now.toApproval" },
    { css: 'main a[href^="/approvals/"]' },
  ],
  end: ({ run }) => [{ css: `main a[href^="/runs/${run ?? "-"}"]` }],
};

/** By its name: the picture that is drawn in numbers its boxes otherwise than the text. */
function taskOf(pointer = "/-"): Target {
  const name = pointer.slice(pointer.lastIndexOf("/"));
  return { css: `.react-flow__node[data-id$="${CSS.escape(name)}"]` };
}

/** Names that have a number or a version in them are known by the words before it. */
const NOTHING = { version: "", number: "" };

/** What is pointed at now, if any of it is on the page and can be used. */
export function targetOf(step: StepKey, progress: Progress): HTMLElement | undefined {
  const within = dialog() ?? document.body;
  for (const { css, word, title = "", empty = false } of TARGETS[step](progress)) {
    const said = plain(word === undefined ? title : say(word, NOTHING));
    for (const one of within.querySelectorAll<HTMLElement>(css)) {
      if (!isThere(one) || !nameOf(one).startsWith(said)) continue;
      if (empty && one instanceof HTMLInputElement && one.value !== "") continue;
      return one;
    }
  }
  return undefined;
}

/** Nothing behind a dialog can be used. */
function dialog(): Element | undefined {
  return [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].at(-1);
}

function isThere(one: HTMLElement): boolean {
  if (one.closest("[data-guide], [inert], [aria-hidden=true]") !== null) return false;
  return one.getClientRects().length > 0;
}

function nameOf(one: HTMLElement): string {
  const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
  const texts =
    labels.length > 0 ? labels.map(({ textContent }) => textContent) : [one.textContent];
  return plain(one.getAttribute("aria-label") ?? texts.join(" "));
}

/** Without the marks that keep a name in its own direction. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, "").trim();
}

/** So that whoever presses "Show me" is there, with the keyboard too. */
export function goTo(one: HTMLElement): void {
  one.scrollIntoView({ block: "center", inline: "nearest" });
  const inside = "a[href], button, input, select, textarea, [tabindex]";
  const focused = one.matches(inside) ? one : one.querySelector<HTMLElement>(inside);
  focused?.focus({ preventScroll: true });
}
