/**
 * A condition in words: rows of a field, a test and a value. The expression that they are is always
 * there beneath, and one that no words stand for is written there alone.
 *
 * Never: an expression changed by being looked at; only a row that somebody changes writes it anew.
 */
import { useId, useState } from "react";

import { mannerOf, valueOf } from "../../model/jq/enclosing";
import { readCondition } from "../../model/jq/readCondition";
import { type DraftCondition, EMPTY, wholeOf } from "../../model/jq/rows";
import { conditionInWords } from "../../model/jq/sayCondition";
import { writeCondition } from "../../model/jq/writeCondition";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { ConditionRows } from "./ConditionRows";
import { ExpressionField, type ExpressionProps } from "./ExpressionField";
import styles from "./jq.module.css";
import { useAtHand } from "./useAtHand";

type Props = Omit<ExpressionProps, "multiline">;

/** The rows, and the value that they stand for. */
type Held = { readonly value: string; readonly condition: DraftCondition | undefined };

const heldOf = (value: string): Held => ({
  value,
  condition: value.trim() === "" ? EMPTY : readCondition(value),
});

export function ConditionField({ value, onChange, label, pointer, bare = false }: Props) {
  const id = useId();
  const { place, atHand } = useAtHand(pointer);
  const [held, setHeld] = useState(() => heldOf(value));
  // Once it is shown it stays: what somebody types becomes a condition in words now and then.
  const [isRaw, setIsRaw] = useState(held.condition === undefined);
  // Somebody else has written it: the expression beneath, another view, or undo.
  const now = held.value === value ? held : heldOf(value);
  if (now !== held) setHeld(now);
  if (now.condition === undefined && !isRaw) setIsRaw(true);
  const { condition } = now;
  const change = (next: DraftCondition) => {
    const manner = mannerOf(value, bare || place.isLoose);
    const written = valueOf(writeCondition(wholeOf(next)), manner);
    setHeld({ value: written, condition: next });
    if (written !== value) onChange(written);
  };
  const words = value.trim() === "" ? say("jq.condition.always") : conditionInWords(value, say);
  return (
    <div role="group" aria-labelledby={id} className={styles["field"]}>
      <span id={id} className={styles["label"]}>
        <bdi>{label}</bdi>
      </span>
      {condition === undefined ? (
        <p className={styles["soft"]}>{say("jq.condition.unread")}</p>
      ) : (
        <>
          <p className={styles["sentence"]} role="status">
            {words}
          </p>
          <ConditionRows condition={condition} atHand={atHand} onChange={change} />
        </>
      )}
      <div className={styles["buttons"]}>
        {condition !== undefined && (
          <Button look="quiet" aria-expanded={isRaw} onClick={() => setIsRaw(!isRaw)}>
            {say(isRaw ? "jq.condition.hideRaw" : "jq.condition.showRaw")}
          </Button>
        )}
        {condition === undefined && (
          <Button look="quiet" onClick={() => onChange("")}>
            {say("jq.condition.anew")}
          </Button>
        )}
      </div>
      {isRaw && (
        <ExpressionField
          value={value}
          onChange={onChange}
          label={say("jq.condition.raw")}
          pointer={pointer}
          bare={bare}
        />
      )}
    </div>
  );
}
