/**
 * How long: an amount and its unit; a span of several units as ISO 8601 writes it.
 *
 * Never: another manner of writing than the document has.
 */
import { Input, Select, TextInput } from "@mantine/core";
import { useId, useState } from "react";

import { codeIn } from "../../model/code";
import { isObject, type Json, textOf } from "../../model/json";
import {
  type Lasting as Span,
  LASTING_UNITS,
  type LastingUnit,
  lastingOf,
  lastingValue,
} from "../../model/lasting";
import { useTyped } from "../../forms/useTyped";
import { say } from "../../words";
import styles from "./panel.module.css";
import { usePut, useValue } from "./usePanel";
import { Coded } from "./Coded";
import { type SlotProps, useSlot } from "./useSlot";

export function Lasting(props: SlotProps) {
  const { pointer, label, within } = props;
  const value = useValue(pointer);
  const span = lastingOf(value);
  const isMany = value !== undefined && span === undefined && codeIn(value) === undefined;
  return (
    <Coded pointer={pointer} label={label} within={within}>
      {isMany ? <Many {...props} value={value} /> : <One {...props} span={span} />}
    </Coded>
  );
}

type OneProps = SlotProps & { readonly span: Span | undefined };

function One({ span, ...props }: OneProps) {
  const { pointer, label, within } = props;
  const { description, error, disabled } = useSlot(props, true);
  const put = usePut(within);
  const id = useId();
  const [labelId, hintId, faultId] = [`${id}-label`, `${id}-hint`, `${id}-fault`];
  const [chosen, choose] = useState<LastingUnit>("days");
  const unit = span?.unit ?? chosen;
  const isMap = span?.isMap ?? false;
  const typed = useTyped(span === undefined ? "" : String(span.amount), (text) => {
    const amount = Number(text);
    if (text.trim() === "") {
      choose(unit);
      put(pointer, undefined);
    } else if (Number.isFinite(amount) && amount >= 0)
      put(pointer, lastingValue({ amount, unit, isMap }));
  });
  const more = [description === undefined ? [] : hintId, error === undefined ? [] : faultId].flat();
  const attributes = {
    input: { "aria-describedby": more.length === 0 ? undefined : more.join(" ") },
  };
  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label labelElement="div" id={labelId}>
        <bdi>{label}</bdi>
      </Input.Label>
      {description !== undefined && (
        <Input.Description id={hintId}>{description}</Input.Description>
      )}
      <div className={styles["pair"]}>
        <TextInput
          {...typed}
          aria-label={say("form.span.amount")}
          attributes={attributes}
          error={error !== undefined}
          disabled={disabled}
          inputMode="decimal"
          autoComplete="off"
        />
        <Select
          aria-label={say("form.span.unit")}
          attributes={attributes}
          disabled={disabled}
          data={LASTING_UNITS.map((one) => ({ value: one, label: say(`panel.units.${one}`) }))}
          value={unit}
          allowDeselect={false}
          onChange={(next) => {
            const wanted = LASTING_UNITS.find((one) => one === next) ?? unit;
            choose(wanted);
            if (span !== undefined) put(pointer, lastingValue({ ...span, unit: wanted }));
          }}
        />
      </div>
      {error !== undefined && <Input.Error id={faultId}>{error}</Input.Error>}
    </div>
  );
}

/** Several units, or none that we know: as it is written. */
function Many({ value, ...props }: SlotProps & { readonly value: Json }) {
  const slot = useSlot({ ...props, hint: say("form.span.hint") }, true);
  const put = usePut(props.within);
  const shown = typeof value === "string" ? value : isObject(value) ? isoOf(value) : textOf(value);
  const typed = useTyped(shown, (text) => put(props.pointer, text === "" ? undefined : text));
  return <TextInput {...slot} {...typed} dir="ltr" autoComplete="off" />;
}

/** A map of units as ISO 8601 has it, which is one text to type. */
function isoOf(map: Readonly<Record<string, Json>>): string {
  const at = (unit: LastingUnit, letter: string) => {
    const amount = map[unit];
    return typeof amount === "number" ? `${amount}${letter}` : "";
  };
  const seconds = Number(map["seconds"] ?? 0) + Number(map["milliseconds"] ?? 0) / 1_000;
  const time = `${at("hours", "H")}${at("minutes", "M")}${seconds > 0 ? `${seconds}S` : ""}`;
  return `P${at("weeks", "W")}${at("days", "D")}${time === "" ? "" : `T${time}`}`;
}
