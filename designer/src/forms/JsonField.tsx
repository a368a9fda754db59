/**
 * A value that no control can show, as JSON.
 *
 * Never: a text taken as read while it is none; the field says where it stops being JSON.
 */
import { Textarea } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";

import { parse, read, textOf } from "../model/json";
import { isSame } from "../model/schemaSame";
import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { useDescribed } from "./useDescribed";

export function JsonField({ field, value, face }: ControlProps<"json">) {
  const { change, unread } = useFilling();
  const { pointer } = field;
  const [typed, setTyped] = useState<string>();
  const described = useDescribed(field, face, say("form.jsonHint"));
  const reading = useMemo(() => (typed === undefined ? undefined : read(typed)), [typed]);
  useEffect(() => {
    if (reading === undefined || reading.ok) return undefined;
    unread(pointer, reading.place);
    // Mended, moved to another place or gone: here it is no fault any more.
    return () => unread(pointer, "read");
  }, [unread, pointer, reading]);
  const type = (text: string) => {
    setTyped(text);
    const found = read(text);
    if (!found.ok) return;
    const next = text.trim() === "" ? undefined : parse(found.text);
    if (!isSame(next, value)) change(pointer, next);
  };
  return (
    <Textarea
      {...described}
      classNames={{ input: styles["code"] ?? "" }}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      dir="ltr"
      value={
        typed ?? (value === undefined || (value === null && !field.nullable) ? "" : textOf(value))
      }
      onChange={({ currentTarget }) => type(currentTarget.value)}
    />
  );
}
