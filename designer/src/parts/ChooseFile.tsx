/**
 * The place where files are chosen or dropped.
 *
 * Never: dropping as the only way; the button does the same, by keyboard too.
 */
import { type DragEvent, type RefObject, useRef, useState } from "react";

import { say } from "../words";
import { Button } from "./Button";
import styles from "./FileField.module.css";
import { AttachIcon } from "./icons";

type Props = {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Of the field that it belongs to. */
  readonly label: string;
  /** Some are there already. */
  readonly more: boolean;
  readonly several: boolean;
  readonly accept: readonly string[];
  readonly faultId: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
};

export function ChooseFile({ button, label, more, several, accept, faultId, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hover = (event: DragEvent) => {
    // Without it the browser opens the file in place of the page.
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={styles["drop"]}
      data-over={over || undefined}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button
        ref={button}
        aria-label={say("files.chooseLabel", { label })}
        aria-describedby={faultId}
        onClick={() => input.current?.click()}
      >
        <AttachIcon size={16} stroke={1.8} aria-hidden="true" />
        {say(more ? "files.chooseMore" : "files.choose")}
      </Button>
      <span className={styles["hint"]}>{say("files.drop")}</span>
      <input
        ref={input}
        type="file"
        hidden
        multiple={several}
        accept={accept.join(",") || undefined}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file once more is a choice too.
          currentTarget.value = "";
        }}
      />
    </div>
  );
}
