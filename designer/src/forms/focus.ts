/**
 * Where the focus goes when a person can't put it there: to what is wrong, or to what has just
 * been added.
 *
 * Never: moved while somebody types.
 */
const INPUTS = "input:not([type=hidden], [type=file]):not(:disabled), textarea:not(:disabled)";
const WRONG = ":is(input, textarea)[aria-invalid='true']";
const REST = "button:not(:disabled), [tabindex]:not([tabindex='-1'])";

/** The first place to type inside, else the first one to press. */
export function focusFirst(within: HTMLElement): void {
  const wrong = within.querySelector<HTMLElement>(WRONG);
  const input = wrong ?? within.querySelector<HTMLElement>(INPUTS);
  (input ?? within.querySelector<HTMLElement>(REST))?.focus();
}

/** The field with this pointer. */
export function focusField(within: HTMLElement, pointer: string): void {
  const fields = [...within.querySelectorAll<HTMLElement>("[data-pointer]")];
  const field = fields.find((one) => one.dataset["pointer"] === pointer);
  focusFirst(field ?? within);
}
