/**
 * A text that somebody brings along: pasted, or from a file.
 *
 * Never: refused because it can't be read; the editor says what to mend.
 */
import { Textarea } from "@mantine/core";
import { useRef } from "react";

import { ChooseFile } from "../../parts/ChooseFile";
import { say } from "../../words";
import styles from "./Edit.module.css";

type Props = { readonly text: string; readonly onText: (text: string) => void };

export function Paste({ text, onText }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const label = say("newProcess.yaml");
  return (
    <div className={styles["paste"]}>
      <Textarea
        label={say("newProcess.paste")}
        description={say("newProcess.pasteMore")}
        value={text}
        autosize
        minRows={8}
        maxRows={20}
        dir="ltr"
        spellCheck={false}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <ChooseFile
        button={button}
        label={label}
        more={false}
        several={false}
        accept={[".yaml", ".yml", ".json"]}
        faultId={undefined}
        onFiles={([file]) => void file?.text().then(onText)}
      />
    </div>
  );
}
