/**
 * The whole input as JSON.
 *
 * Never: a text reformatted; it is sent as it was typed.
 */
import { Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";

import { say } from "../words";
import styles from "./forms.module.css";
import type { JsonText } from "./useInput";

type Props = {
  readonly json: JsonText;
  readonly hasForm: boolean;
};

export function JsonInput({ json, hasForm }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, type, fault, lines, refusals } = json;
  useEffect(() => {
    if (refusals > 0) area.current?.focus();
  }, [refusals]);
  const error = fault ?? (lines.length === 0 ? undefined : lines.join("\n"));
  return (
    <div className={styles["json"]}>
      {!hasForm && <p className={styles["intro"]}>{say("start.noForm")}</p>}
      <div className={styles["field"]}>
        <Textarea
          ref={area}
          classNames={{ input: styles["code"] ?? "" }}
          name="input"
          label={say("start.input")}
          description={say("start.hint")}
          error={error}
          value={text}
          autosize
          minRows={6}
          maxRows={24}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          dir="ltr"
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      </div>
    </div>
  );
}
