/**
 * Shortcuts: keys held together ("mod+k"), single ones, and one after the other ("g", "p").
 *
 * Never: a single key taken from who types, or from who has switched them off because their
 * speech or their hand presses keys by chance.
 */
import { useEffect, useRef } from "react";

export type Shortcut = { readonly keys: readonly string[]; readonly action: () => void };

const TOGETHER_MS = 1_200;
/** Begins "go to …": the letter after it is never one of its own, whoever else listens for it. */
const GO = "g";
const OFF = "baton-single-keys-off";
const ARABIC_QUESTION = "\u061f";
const OTHER_LETTER = /^[^\p{Script=Latin}\P{L}]$/u;
const IN_PLACE = /^Key([A-Z])$/;
const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

export function useKeys(shortcuts: readonly Shortcut[]): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let pressed: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = () => {
      pressed = [];
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const held = isHeld(event);
      if (held && event.shiftKey) return;
      if (!held && (singleKeysAreOff() || takesText(event.target) || isInDialog(event.target)))
        return;
      pressed = [...pressed, `${held ? "mod+" : ""}${nameOf(event)}`].slice(-2);
      clearTimeout(timer);
      timer = setTimeout(forget, TOGETHER_MS);
      const found = current.current.find(({ keys }) => means(pressed, keys));
      if (found === undefined) return;
      event.preventDefault();
      forget();
      found.action();
    };
    addEventListener("keydown", press);
    return () => {
      removeEventListener("keydown", press);
      clearTimeout(timer);
    };
  }, []);
}

export function singleKeysAreOff(): boolean {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
  } catch {
    // A browser that keeps nothing leaves them on.
  }
}

/** As it stands on this keyboard: "⌘K", "Ctrl K". */
export function shown(key: string): string {
  const [last = "", held] = key.split("+").reverse();
  if (held === undefined) return last;
  return APPLE ? `⌘${last.toUpperCase()}` : `Ctrl ${last.toUpperCase()}`;
}

/** Not AltGr: to the browser it is both, and it writes a character. */
function isHeld({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !altKey;
}

type Pressed = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "altKey">;

/** On a keyboard of other letters a key counts for the Latin one in its place. */
export function nameOf({ key, code, shiftKey, altKey }: Pressed): string {
  if (key === ARABIC_QUESTION) return "?";
  const isOther = OTHER_LETTER.test(key) && !altKey;
  const name = isOther ? (IN_PLACE.exec(code)?.[1] ?? key) : key;
  // Capitals of a lock are not meant.
  return shiftKey ? name : name.toLowerCase();
}

function means(pressed: readonly string[], keys: readonly string[]): boolean {
  const isSecond = keys.length === 1 && pressed.at(-2) === GO && /^\p{L}$/u.test(keys[0] ?? "");
  return !isSecond && endsWith(pressed, keys);
}

function endsWith(pressed: readonly string[], keys: readonly string[]): boolean {
  const last = pressed.slice(-keys.length);
  return last.length === keys.length && last.every((key, at) => key === keys[at]);
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu]") !== null;
}
