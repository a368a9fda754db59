/**
 * A value that unfolds: every digit as it came, each place with its path, all of it to take along.
 *
 * Never: more drawn at once than a person reads; the rest comes when asked for.
 */
import { useContext, useState } from "react";

import { isObject, type Json, textOf } from "../model/json";
import { say } from "../words";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import { DownloadIcon, FoldIcon } from "./icons";
import { JsonNode } from "./JsonNode";
import styles from "./JsonTree.module.css";
import { saveFile } from "./saveFile";
import { ValuesHidden } from "./ValuesHidden";

type Props = {
  readonly name: string;
  readonly value: Json;
  /** Name of the file when it is downloaded. */
  readonly file?: string;
};

export function JsonTree({ name, value, file }: Props) {
  const isHidden = useContext(ValuesHidden);
  // Another generation of the tree, all open or all as at first.
  const [{ open, generation }, setOpen] = useState({ open: false, generation: 0 });
  const foldable = Array.isArray(value)
    ? value.length > 0
    : isObject(value) && Object.keys(value).length > 0;
  return (
    <div className={styles["json"]}>
      <div className={styles["tools"]}>
        {foldable && (
          <Button
            look="quiet"
            onClick={() => setOpen({ open: !open, generation: generation + 1 })}
            aria-label={say(open ? "json.foldLabel" : "json.unfoldLabel", { name })}
          >
            <FoldIcon size={14} stroke={1.8} aria-hidden="true" data-open={open || undefined} />
            {say(open ? "json.fold" : "json.unfold")}
          </Button>
        )}
        {!isHidden && <CopyButton name={name} text={() => textOf(value)} />}
        {!isHidden && file !== undefined && (
          <Button
            look="quiet"
            aria-label={say("json.downloadLabel", { name })}
            onClick={() => saveFile(file, `${textOf(value)}\n`)}
          >
            <DownloadIcon size={14} stroke={1.8} aria-hidden="true" />
            {say("json.download")}
          </Button>
        )}
      </div>
      {/* A long line scrolls sideways, so the keyboard must get here. */}
      <div className={styles["box"]} tabIndex={0} role="group" aria-label={name} dir="ltr">
        <JsonNode key={generation} steps={[]} value={value} unfolded={open} />
      </div>
    </div>
  );
}
