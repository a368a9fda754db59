/**
 * The name of a task, a case or a branch: taken over when it is left, or with Enter.
 *
 * Never: a name that another one has; it says so and stays.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import type { Edited } from "../../model/editing/items";
import type { Json } from "../../model/json";
import { say } from "../../words";
import styles from "./panel.module.css";
import { usePanel } from "./usePanel";
import { useDraw } from "./useDraw";

type Props = {
  readonly label: string;
  readonly name: string;
  /** Nothing where the name can't be given. */
  readonly rename: (document: Json, name: string) => Edited | undefined;
  /** What is chosen stays; else the one that was renamed is chosen. */
  readonly keeps?: boolean;
};

export function NameField({ label, name, rename, keeps = false }: Props) {
  const { disabled } = usePanel();
  const draw = useDraw();
  const [typed, type] = useState<string>();
  const [isRefused, refuse] = useState(false);
  const leave = () => {
    const wanted = typed?.trim();
    if (wanted === undefined || wanted === name) {
      type(undefined);
      refuse(false);
      return;
    }
    const isDone = wanted !== "" && draw((document) => rename(document, wanted), keeps);
    refuse(!isDone);
    if (isDone) type(undefined);
  };
  return (
    <div className={styles["field"]}>
      <TextInput
        label={label}
        value={typed ?? name}
        error={
          isRefused
            ? say(typed?.trim() === "" ? "panel.nameMissing" : "panel.nameTaken")
            : undefined
        }
        disabled={disabled}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={leave}
        onKeyDown={({ key }) => {
          if (key === "Enter") leave();
        }}
      />
    </div>
  );
}
