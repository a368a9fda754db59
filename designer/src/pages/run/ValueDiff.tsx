/**
 * How a value of this run differs from the same one of another.
 *
 * Never: masks compared; who may not see values sees none here either.
 */
import { useContext, useState } from "react";

import { LineDiff } from "../../editor/LineDiff";
import { type Json, textOf } from "../../model/json";
import { ValuesHidden } from "../../parts/ValuesHidden";
import { say } from "../../words";
import styles from "./Compare.module.css";

type Props = {
  readonly name: string;
  readonly here: Json | undefined;
  readonly there: Json | undefined;
  readonly open?: boolean;
};

export function ValueDiff({ name, here, there, open: atFirst = false }: Props) {
  const isHidden = useContext(ValuesHidden);
  const [open, setOpen] = useState(atFirst);
  if (isHidden) return null;
  return (
    <details
      className={styles["value"]}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{name}</summary>
      {open && (
        <LineDiff
          label={name}
          before={there === undefined ? "" : textOf(there)}
          after={here === undefined ? "" : textOf(here)}
          gone={say("versus.gone")}
          fresh={say("versus.fresh")}
        />
      )}
    </details>
  );
}
