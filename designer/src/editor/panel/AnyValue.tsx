/**
 * A value of which nothing is known: a text with values, a number, yes or no, data as JSON, or an
 * expression.
 *
 * Never: a text that looks like a number made one; what it is was chosen.
 */
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { type Json, parse, textOf } from "../../model/json";
import { useTyped } from "../../forms/useTyped";
import { say } from "../../words";
import styles from "./panel.module.css";
import { usePanel, usePut, useValue } from "./usePanel";
import { type SlotProps, useSlot } from "./useSlot";
import { ValueText } from "./ValueText";

const KINDS = ["text", "number", "yesNo", "data"] as const;
type Kind = (typeof KINDS)[number];

function kindOf(value: Json | undefined): Kind {
  if (value === undefined || typeof value === "string") return "text";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "yesNo" : "data";
}

type Props = SlotProps & { readonly textOnly?: boolean; readonly long?: boolean };

export function AnyValue(props: Props) {
  const { pointer, label, within, textOnly = false, long = false } = props;
  const { disabled } = usePanel();
  const value = useValue(pointer);
  const put = usePut(within);
  const kind = kindOf(value);
  const choose = (wanted: Kind) => put(pointer, converted(value, wanted));
  return (
    <div className={styles["any"]}>
      {kind === "text" && <ValueText {...props} long={long} />}
      {kind === "number" && <NumberValue {...props} />}
      {kind === "yesNo" && <YesNo {...props} />}
      {kind === "data" && <Data {...props} value={value ?? null} />}
      {!textOnly && !disabled && (
        <select
          className={styles["kindOf"]}
          aria-label={say("panel.kindOf", { label })}
          value={kind}
          onChange={({ currentTarget }) => {
            const wanted = KINDS.find((one) => one === currentTarget.value);
            if (wanted !== undefined) choose(wanted);
          }}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {say(`panel.valueKind.${one}`)}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function converted(value: Json | undefined, kind: Kind): Json {
  const text = typeof value === "string" ? value : value === undefined ? "" : textOf(value);
  switch (kind) {
    case "text":
      return text;
    case "number":
      return Number.isFinite(Number(text)) ? Number(text) : 0;
    case "yesNo":
      return text === "true";
    case "data":
      return dataIn(text) ?? null;
  }
}

function dataIn(text: string): Json | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function NumberValue(props: SlotProps) {
  const slot = useSlot(props);
  const value = useValue(props.pointer);
  const put = usePut();
  const shown = typeof value === "number" || typeof value === "bigint" ? `${value}` : "";
  const typed = useTyped(shown, (text) => {
    if (text.trim() !== "" && Number.isFinite(Number(text))) put(props.pointer, Number(text));
  });
  return <TextInput {...slot} {...typed} inputMode="decimal" autoComplete="off" />;
}

function YesNo(props: SlotProps) {
  const { label, error, disabled } = useSlot(props);
  const value = useValue(props.pointer);
  const put = usePut();
  return (
    <Checkbox
      label={label}
      error={error}
      disabled={disabled}
      checked={value === true}
      onChange={({ currentTarget }) => put(props.pointer, currentTarget.checked)}
    />
  );
}

/** Kept as it is typed; it goes into the document when it is JSON. */
function Data({ value, ...props }: SlotProps & { readonly value: Json }) {
  const { error, ...slot } = useSlot(props, true);
  const put = usePut();
  const [typed, type] = useState<string>();
  const isBroken = typed !== undefined && dataIn(typed) === undefined;
  return (
    <Textarea
      {...slot}
      classNames={{ input: styles["code"] ?? "" }}
      error={isBroken ? say("panel.notJson") : error}
      value={typed ?? textOf(value)}
      dir="ltr"
      autosize
      minRows={1}
      maxRows={14}
      spellCheck={false}
      autoCapitalize="none"
      autoComplete="off"
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        const read = dataIn(currentTarget.value);
        if (read !== undefined) put(props.pointer, read);
      }}
      onBlur={() => {
        if (!isBroken) type(undefined);
      }}
    />
  );
}
