/**
 * Several inputs that are one field, such as an amount and its currency.
 *
 * Never: an input without a name of its own; the label names the whole.
 */
import { Input } from "@mantine/core";
import type { ReactNode } from "react";

import type { Field } from "../model/schema";
import { type Face, useFilling } from "./filling";
import styles from "./forms.module.css";
import { useDescribed } from "./useDescribed";

type Props = {
  readonly field: Field;
  readonly face: Face;
  readonly hint?: string;
  /** What each input takes over; one with a name is wrong only if it is the one that is meant. */
  readonly children: (part: (name?: string) => Part) => ReactNode;
};

export type Part = {
  readonly disabled: boolean;
  readonly readOnly: boolean;
  /** True is a look only: the sentence stands below all of them. */
  readonly error: boolean;
  /** Mantine describes an input by its own hint only, unless it is told so here. */
  readonly attributes: { readonly input: { readonly "aria-describedby": string | undefined } };
};

export function Cluster({ field, face, hint = "", children }: Props) {
  const { id, label, description, error, disabled, readOnly } = useDescribed(field, face, hint);
  const [labelId, hintId, faultId] = [`${id}-label`, `${id}-hint`, `${id}-fault`];
  const ids = [description === undefined ? [] : hintId, error === undefined ? [] : faultId].flat();
  const describedBy = ids.length === 0 ? undefined : ids.join(" ");
  const wrong = useFilling().sentences.get(field.pointer)?.part ?? "";
  const part = (name = "") => ({
    disabled,
    readOnly,
    error: error !== undefined && (wrong === "" || name === "" || wrong === name),
    attributes: { input: { "aria-describedby": describedBy } },
  });
  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label labelElement="div" id={labelId}>
        {label}
      </Input.Label>
      {description !== undefined && (
        <Input.Description id={hintId}>{description}</Input.Description>
      )}
      <div className={styles["cluster"]}>{children(part)}</div>
      {error !== undefined && <Input.Error id={faultId}>{error}</Input.Error>}
    </div>
  );
}
