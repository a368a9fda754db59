/**
 * A labelled field whose hint and fault are read out with it.
 *
 * Never: a fault by colour alone; it is a sentence below the field.
 */
import { type ComponentProps, type ReactNode, useId } from "react";

import styles from "./Field.module.css";

export type Described = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

type Props = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  /** Something at the end of the label's line, such as a switch. */
  readonly aside?: ReactNode;
  readonly children: (described: Described) => ReactNode;
};

export function Field({ label, hint, fault, aside, children }: Props) {
  const id = useId();
  const [hintId, faultId] = [`${id}-hint`, `${id}-fault`];
  const ids = [hint === undefined ? [] : hintId, fault === undefined ? [] : faultId].flat();
  return (
    <div className={styles["field"]}>
      <div className={styles["line"]}>
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": ids.length === 0 ? undefined : ids.join(" "),
        "aria-invalid": fault === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={hintId} className={styles["hint"]}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={faultId} className={styles["fault"]}>
          {fault}
        </p>
      )}
    </div>
  );
}

export function TextInput(props: ComponentProps<"input">) {
  return <input {...props} className={styles["input"]} />;
}

export function TextArea(props: ComponentProps<"textarea">) {
  return <textarea {...props} className={styles["area"]} />;
}
