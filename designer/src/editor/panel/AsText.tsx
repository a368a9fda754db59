/**
 * A task as the text that it is; for whatever the panel has no field for.
 *
 * Never: a half typed text put into the document; it is taken over when it can be read.
 */
import { Textarea } from "@mantine/core";
import { useState } from "react";

import { valueAt } from "../../model/editing/values";
import type { Json } from "../../model/json";
import { lifted, put as putText } from "../../model/lifting";
import { readText } from "../../model/yaml/read";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { useEditing, useEditor } from "../useEditor";
import { Fold } from "./Fold";
import styles from "./panel.module.css";
import { usePanel } from "./usePanel";

type Props = { readonly pointer: string; readonly open?: boolean };

export function AsText({ pointer, open = false }: Props) {
  return (
    <Fold title={say("panel.asText.title")} open={open}>
      <TextOf key={pointer} pointer={pointer} />
    </Fold>
  );
}

function now() {
  return { at: performance.now() };
}

function TextOf({ pointer }: Pick<Props, "pointer">) {
  const { disabled } = usePanel();
  const editor = useEditor();
  const shown = useEditing(({ draft }) => draft.shown);
  const [typed, type] = useState<string>();
  const value: Json = (shown === undefined ? undefined : valueAt(shown.document, pointer)) ?? null;
  const reading = typed === undefined ? undefined : readText(typed);
  const fault = reading === undefined || reading.ok ? undefined : reading.faults[0];
  const take = () => {
    if (reading?.ok !== true || shown === undefined || typed === undefined) return;
    const when = now();
    const text = putText(shown.source, value, typed);
    if (text === undefined) editor.fill(pointer, reading.source.json, when);
    else editor.type(text, undefined, when);
    type(undefined);
  };
  return (
    <>
      <Textarea
        label={say("panel.asText.label")}
        description={say("panel.asText.hint")}
        classNames={{ input: styles["code"] ?? "" }}
        value={typed ?? lifted(value)}
        error={
          fault === undefined
            ? undefined
            : say("panel.asText.fault", { line: fault.line, column: fault.column })
        }
        disabled={disabled}
        dir="ltr"
        autosize
        minRows={4}
        maxRows={24}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      {typed !== undefined && (
        <div className={styles["buttons"]}>
          <Button look="main" idle={fault !== undefined} onClick={take}>
            {say("panel.asText.take")}
          </Button>
          <Button onClick={() => type(undefined)}>{say("panel.asText.drop")}</Button>
        </div>
      )}
    </>
  );
}
