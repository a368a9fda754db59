/**
 * Plain fields: a text without values, a choice, yes or no, a number, an expression.
 *
 * Never: an empty text kept; a field that is emptied is gone from the document.
 */
import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";

import type { Json } from "../../model/json";
import { useTyped } from "../../forms/useTyped";
import { say } from "../../words";
import { ConditionField, ExpressionField } from "./expressions";
import styles from "./panel.module.css";
import { usePut, useValue } from "./usePanel";
import { type SlotProps, useSlot } from "./useSlot";

type LineProps = SlotProps & { readonly isCode?: boolean; readonly long?: boolean };

export function Line(props: LineProps) {
  const { pointer, within, isCode = false, long = false } = props;
  const slot = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const common = {
    ...slot,
    value: typeof value === "string" ? value : value === undefined ? "" : textFor(value),
    dir: isCode ? "ltr" : "auto",
    autoComplete: "off",
    spellCheck: !isCode,
  } as const;
  const type = (text: string) => put(pointer, text === "" ? undefined : text);
  return (
    <div className={styles["field"]} data-field={pointer}>
      {long ? (
        <Textarea
          {...common}
          classNames={isCode ? { input: styles["code"] ?? "" } : {}}
          autosize
          minRows={2}
          maxRows={14}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      ) : (
        <TextInput {...common} onChange={({ currentTarget }) => type(currentTarget.value)} />
      )}
    </div>
  );
}

function textFor(value: Json): string {
  return typeof value === "object" ? "" : String(value);
}

/** A whole number, or a decimal one; what is none yet stays in the field and out of the document. */
export function Count(props: SlotProps & { readonly initial?: Json | undefined }) {
  const { pointer, within, initial } = props;
  const slot = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const typed = useTyped(value === undefined ? "" : textFor(value), (text) => {
    const number = Number(text);
    if (text.trim() === "") put(pointer, undefined);
    else if (Number.isFinite(number)) put(pointer, number);
  });
  return (
    <div className={styles["field"]} data-field={pointer}>
      <TextInput
        {...slot}
        {...typed}
        inputMode="decimal"
        autoComplete="off"
        placeholder={initial === undefined ? "" : textFor(initial)}
      />
    </div>
  );
}

export type Choice = { readonly value: string; readonly label: string };

type PickProps = SlotProps & {
  readonly choices: readonly Choice[];
  /** What holds where nothing is chosen. */
  readonly initial?: string;
  readonly clearable?: boolean;
  readonly onPick?: (value: string | undefined) => void;
  readonly value?: string | undefined;
};

/** One of a few; with `onPick` of something that is not just a value in its place. */
export function Pick(props: PickProps) {
  const { pointer, within, choices, initial = null, clearable = false, onPick } = props;
  const slot = useSlot(props);
  const there = useValue(pointer);
  const put = usePut(within);
  const written = typeof there === "string" ? there : undefined;
  const value = ("value" in props ? props.value : written) ?? initial;
  const isKnown = value === null || choices.some((one) => one.value === value);
  const pick = onPick ?? ((chosen: string | undefined) => put(pointer, chosen));
  return (
    <div className={styles["field"]} data-field={pointer}>
      <Select
        {...slot}
        data={isKnown ? [...choices] : [...choices, { value, label: value }]}
        value={value}
        searchable={choices.length > 8}
        clearable={clearable}
        clearButtonProps={{ "aria-label": say("form.clearLabel", { name: props.label }) }}
        allowDeselect={false}
        placeholder={say("form.choose")}
        nothingFoundMessage={say("form.noneFound")}
        onChange={(chosen) => pick(chosen ?? undefined)}
      />
    </div>
  );
}

type TickProps = SlotProps & { readonly initial?: boolean };

export function Tick(props: TickProps) {
  const { pointer, within, initial = false } = props;
  const { label, description, error, disabled } = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  return (
    <div className={styles["field"]} data-field={pointer}>
      <Checkbox
        label={label}
        description={description}
        error={error}
        disabled={disabled}
        checked={typeof value === "boolean" ? value : initial}
        onChange={({ currentTarget }) => {
          const { checked } = currentTarget;
          put(pointer, checked === initial && value === undefined ? undefined : checked);
        }}
      />
    </div>
  );
}

type CodeProps = {
  readonly pointer: string;
  readonly label: string;
  readonly within?: string | undefined;
  /** It is asked whether it holds. */
  readonly condition?: boolean;
};

/** An expression where nothing else may stand; it stays in braces, or without. */
export function Code({ pointer, label, within, condition = false }: CodeProps) {
  const value = useValue(pointer);
  const put = usePut(within);
  const Field = condition ? ConditionField : ExpressionField;
  return (
    <div className={styles["field"]} data-field={pointer}>
      <Field
        bare
        value={typeof value === "string" ? value : ""}
        label={label}
        pointer={pointer}
        onChange={(next) => put(pointer, next === "" ? undefined : next)}
      />
    </div>
  );
}
