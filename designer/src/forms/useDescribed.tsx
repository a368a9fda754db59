/**
 * Label, hint and fault of a field, in the way that every control takes them.
 *
 * Never: a star; what may be left out says so.
 */
import { useId } from "react";

import type { Field } from "../model/schema";
import { say } from "../words";
import { type Face, useFilling } from "./filling";
import styles from "./forms.module.css";

export function useDescribed(field: Field, face: Face, more = "") {
  const { sentences, disabled } = useFilling();
  const id = useId();
  const example = field.example === "" ? "" : say("form.example", { example: field.example });
  const hints = [field.hint, example, more].filter((hint) => hint !== "");
  return {
    id,
    label: <Label field={field} face={face} />,
    description: hints.length === 0 ? undefined : hints.join("\n"),
    error: sentences.get(field.pointer)?.text,
    disabled,
    readOnly: field.readOnly,
    // Not `required`: browsers would call the field wrong before anybody has typed.
    "aria-required": field.required,
  };
}

export function Label({ field, face }: { readonly field: Field; readonly face: Face }) {
  return (
    <span className={face.bare ? "unseen" : undefined}>
      <bdi>{face.name}</bdi>
      {!field.required && !face.bare && (
        // The space keeps the two apart where the name is read out.
        <span className={styles["optional"]}> {say("form.optional")}</span>
      )}
    </span>
  );
}
