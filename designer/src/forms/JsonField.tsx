/**
 * A value that no control can show, as JSON.
 *
 * Never: a text taken as read while it is none; the field says where it stops being JSON.
 */
import { Textarea } from "@mantine/core";
import { useEffect, useState } from "react";

import { parse, read, textOf } from "../model/json";
import { isSame } from "../model/schema";
import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { useDescribed } from "./useDescribed";

export function JsonField({ field, value, face }: ControlProps<"json">) {
  const { change, unread } = useFilling();
  const { pointer } = field;
  const [typed, setTyped] = useState<string>();
  const described = useDescribed(field, face, say("form.jsonHint"));
  // A text that was left behind is no fault of the form any more.
  useEffect(() => () => unread(pointer, "read"), [unread, pointer]);
  const type = (text: string) => {
    setTyped(text);
    const reading = read(text);
    if (!reading.ok) {
      unread(pointer, reading.place);
      return;
    }
    unread(pointer, "read");
    const next = text.trim() === "" ? undefined : parse(reading.text);
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
