/**
 * What this person started a process with last time, kept while the browser's tab is open.
 *
 * Never: shown to another person, and nothing secret; at sign-out all of it goes.
 */
const KEPT = "baton-inputs";
const MOST_PROCESSES = 20;
const MOST_CHARACTERS = 100_000;

type Inputs = { readonly person: string; readonly texts: Readonly<Record<string, string>> };

export function lastInput(person: string, workflow: string): string | undefined {
  const { texts } = inputsOf(person);
  return Object.hasOwn(texts, workflow) ? texts[workflow] : undefined;
}

export function keepInput(person: string, workflow: string, text: string): void {
  if (text.length > MOST_CHARACTERS) return;
  const others = Object.entries(inputsOf(person).texts).filter(([name]) => name !== workflow);
  const all: readonly (readonly [string, string])[] = [...others, [workflow, text]];
  const texts = Object.fromEntries(all.slice(-MOST_PROCESSES));
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ person, texts } satisfies Inputs));
  } catch {
    // No room, or the browser keeps nothing: the form works without.
  }
}

export function forgetInputs(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Then nothing was kept either.
  }
}

/** Of another person there is nothing here. */
function inputsOf(person: string): Inputs {
  const none = { person, texts: {} };
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    return isInputs(found) && found.person === person ? found : none;
  } catch {
    return none;
  }
}

function isInputs(value: unknown): value is Inputs {
  if (typeof value !== "object" || value === null) return false;
  const { person, texts } = value as { readonly person?: unknown; readonly texts?: unknown };
  return (
    typeof person === "string" &&
    typeof texts === "object" &&
    texts !== null &&
    Object.values(texts).every((text) => typeof text === "string")
  );
}
