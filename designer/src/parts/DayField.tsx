/**
 * A field for a day.
 *
 * Never: a time zone of its own; a day is that of who looks.
 */
import { useId } from "react";

import styles from "./DayField.module.css";

type Props = {
  readonly label: string;
  readonly more?: string | undefined;
  readonly error?: string | undefined;
  readonly value: string | undefined;
  readonly onChange: (value: string | null) => void;
};

export function DayField({ label, more, error, value, onChange }: Props) {
  const id = useId();
  const moreId = useId();
  const errorId = useId();
  const said = [more && moreId, error && errorId].filter(Boolean).join(" ");
  return (
    <div className={styles["day"]}>
      <label htmlFor={id}>{label}</label>
      {more !== undefined && (
        <p id={moreId} className={styles["more"]}>
          {more}
        </p>
      )}
      <input
        id={id}
        type="date"
        value={value ?? ""}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={said === "" ? undefined : said}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {error !== undefined && (
        <p id={errorId} className={styles["error"]}>
          {error}
        </p>
      )}
    </div>
  );
}
