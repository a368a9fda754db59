/**
 * A value as indented JSON: every digit as it came, long ones folded, copied in one press.
 *
 * Never: more lines drawn at once than a person reads; the rest comes when asked for.
 */
import { useState } from "react";

import { type Json, type Piece, print, textOf } from "../model/json";
import { say } from "../words";
import { CopyButton } from "./CopyButton";
import styles from "./JsonView.module.css";

const FIRST_LINES = 40;

type Props = {
  readonly name: string;
  readonly value: Json;
};

export function JsonView({ name, value }: Props) {
  const [whole, setWhole] = useState(false);
  const lines = print(value);
  const shown = whole ? lines : lines.slice(0, FIRST_LINES);
  const more = lines.length - shown.length;
  return (
    <div className={styles["json"]}>
      {/* A long line scrolls sideways, so the keyboard must get here. */}
      <pre className={styles["box"]} tabIndex={0} role="group" aria-label={name} dir="ltr">
        <code>
          {shown.map((line, at) => (
            <Line key={at} pieces={line} last={at === shown.length - 1} />
          ))}
        </code>
      </pre>
      <div className={styles["copy"]}>
        <CopyButton name={name} text={() => textOf(value)} />
      </div>
      {more > 0 && (
        <button
          type="button"
          className={styles["more"]}
          onClick={() => {
            setWhole(true);
          }}
        >
          {say("json.long", { count: more })}
        </button>
      )}
    </div>
  );
}

function Line({ pieces, last }: { readonly pieces: readonly Piece[]; readonly last: boolean }) {
  return (
    <>
      {pieces.map((piece, at) => (
        <span key={at} className={styles[piece.kind]}>
          {piece.text}
        </span>
      ))}
      {!last && "\n"}
    </>
  );
}
