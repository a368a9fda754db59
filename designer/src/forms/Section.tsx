/**
 * Several fields under one name.
 *
 * Never: a box in a box in a box; a line at the side says what belongs together.
 */
import { Fieldset } from "@mantine/core";
import { type ReactNode, useId } from "react";

import type { Field } from "../model/schema";
import { type Face, useFilling } from "./filling";
import styles from "./forms.module.css";
import { Label } from "./useDescribed";

type Props = {
  readonly field: Field;
  readonly face: Face;
  /** Stands beside the name. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
};

export function Section({ field, face, action, children }: Props) {
  const { sentences } = useFilling();
  const id = useId();
  const fault = sentences.get(field.pointer)?.text;
  const [hintId, faultId] = [`${id}-hint`, `${id}-fault`];
  const ids = [field.hint === "" ? [] : hintId, fault === undefined ? [] : faultId].flat();
  return (
    <Fieldset
      variant="unstyled"
      className={styles["section"] ?? ""}
      aria-describedby={ids.length === 0 ? undefined : ids.join(" ")}
      legend={<Label field={field} face={face} />}
    >
      {action}
      {field.hint !== "" && (
        <p id={hintId} className={styles["hint"]}>
          {field.hint}
        </p>
      )}
      {children}
      {fault !== undefined && (
        <p id={faultId} className={styles["fault"]}>
          {fault}
        </p>
      )}
    </Fieldset>
  );
}
