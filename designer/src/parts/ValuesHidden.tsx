/**
 * Whether the values below this place are masked: one sees what they are, not what they say.
 *
 * Never: a mask offered as a value, to copy or to save.
 */
import { createContext, useContext } from "react";

import { maskOf } from "../model/masked";
import { say } from "../words";
import styles from "./ValuesHidden.module.css";

export const ValuesHidden = createContext(false);

/** A text that the API may have masked, in words. */
export function useShown(): (text: string) => string {
  const hidden = useContext(ValuesHidden);
  return (text) => (hidden ? (inWords(text) ?? text) : text);
}

/** In words if it is a mask; a text that only looks like one is a text where nothing is masked. */
function inWords(text: string): string | undefined {
  const mask = maskOf(text);
  switch (mask?.kind) {
    case undefined:
      return undefined;
    case "text":
      return say("masked.text", { count: mask.count });
    case "rest":
      return say("masked.rest", { count: mask.count });
    case "number":
    case "boolean":
      return say(`masked.${mask.kind}`);
  }
}

/** Says above values that they are masked. */
export function HiddenNotice() {
  return (
    <p className={styles["notice"]} role="note">
      <strong>{say("masked.notice")}</strong> {say("masked.more")}
    </p>
  );
}
