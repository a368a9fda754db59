/**
 * The keys of the editor: undo, do again, save, find.
 *
 * Never: taken from a dialog, or from a field that is no part of the definition.
 */
import { useEffect, useRef } from "react";

export type RoomKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => void;
  readonly find: () => void;
};

export function useRoomKeys(keys: RoomKeys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const deed = deedOf(event);
      if (deed === undefined || event.defaultPrevented) return;
      const { target } = event;
      const isElsewhere = target instanceof Element && target.closest("[role=dialog]") !== null;
      const isOwn = target instanceof Element && target.closest("[data-own-keys]") !== null;
      if (isElsewhere || (isOwn && (deed === "undo" || deed === "redo"))) return;
      event.preventDefault();
      current.current[deed]();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function deedOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  // On a keyboard of other letters the key in the same place counts.
  const name = /^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace("Key", "").toLowerCase();
  if (name === "z") return shiftKey ? "redo" : "undo";
  if (shiftKey) return undefined;
  return KEYS[name];
}

const KEYS: Readonly<Record<string, keyof RoomKeys>> = { y: "redo", s: "save", f: "find" };
