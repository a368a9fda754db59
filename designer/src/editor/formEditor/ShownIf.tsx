/**
 * Whether a field is asked for always, or only if another one has a value.
 *
 * Never: a field that depends on itself, not even by way of others.
 */
import { Select, TextInput } from "@mantine/core";

import { type FormField, lineOf } from "../../model/formFields";
import type { Json } from "../../model/json";
import { inWords } from "../../model/schema";
import { say } from "../../words";
import type { EditorProps } from "./FieldEditor";
import styles from "./formEditor.module.css";

const ALWAYS = "";
const KINDS = new Set(["text", "number", "yesNo", "choice", "person", "date"]);
const ANY = "any";
const IS = "is";

export function ShownIf({ field, others, disabled, onChange }: EditorProps) {
  const { shownIf } = field;
  const offered = others.filter((one) => KINDS.has(one.kind) && !dependsOn(one, field.key, others));
  if (offered.length === 0 && shownIf === undefined) return null;
  const names = offered.map((one) => ({
    value: one.key,
    label: say("formEditor.ifField", { name: one.label === "" ? inWords(one.key) : one.label }),
  }));
  const on = others.find(({ key }) => key === shownIf?.field);
  return (
    <div className={styles["shown"]}>
      <Select
        label={say("formEditor.shown")}
        data={[{ value: ALWAYS, label: say("formEditor.always") }, ...names]}
        value={shownIf?.field ?? ALWAYS}
        disabled={disabled}
        allowDeselect={false}
        onChange={(next) => {
          const other = offered.find(({ key }) => key === next);
          const is = other === undefined ? undefined : firstOf(other);
          onChange({
            ...field,
            shownIf: other === undefined ? undefined : { field: other.key, is },
          });
        }}
      />
      {shownIf !== undefined && on !== undefined && (
        <Which
          on={on}
          is={shownIf.is}
          disabled={disabled}
          onChange={(is) => onChange({ ...field, shownIf: { ...shownIf, is } })}
        />
      )}
    </div>
  );
}

function dependsOn(one: FormField, key: string, all: readonly FormField[]): boolean {
  let here: FormField | undefined = one;
  for (let step = 0; step <= all.length && here?.shownIf !== undefined; step += 1) {
    const above: string = here.shownIf.field;
    if (above === key) return true;
    here = all.find((other) => other.key === above);
  }
  return false;
}

function firstOf({ kind, options }: FormField): Json | undefined {
  if (kind === "yesNo") return true;
  return kind === "choice" ? options[0]?.value : undefined;
}

type WhichProps = {
  readonly on: FormField;
  readonly is: Json | undefined;
  readonly disabled: boolean;
  readonly onChange: (is: Json | undefined) => void;
};

function Which({ on, is, disabled, onChange }: WhichProps) {
  const values: readonly { readonly value: Json; readonly label: string }[] =
    on.kind === "yesNo"
      ? [
          { value: true, label: say("formEditor.yes") },
          { value: false, label: say("formEditor.no") },
        ]
      : on.options.map(({ value, label }) => ({
          value,
          label: label === "" ? lineOf(value) : label,
        }));
  const at = values.findIndex((one) => one.value === is);
  const choices = values.map(({ label }, place) => ({ value: String(place), label }));
  const any = { value: ANY, label: say("formEditor.anyValue") };
  const isFree = values.length === 0;
  const exactly = { value: IS, label: say("formEditor.exactly") };
  return (
    <>
      <Select
        label={say("formEditor.which")}
        data={isFree ? [any, exactly] : [any, ...choices]}
        value={is === undefined ? ANY : isFree ? IS : String(at)}
        disabled={disabled}
        allowDeselect={false}
        onChange={(next) => {
          if (next === ANY) onChange(undefined);
          else if (next === IS) onChange(on.kind === "number" ? 0 : "");
          else onChange(values[Number(next)]?.value);
        }}
      />
      {isFree && is !== undefined && (
        <TextInput
          label={say("formEditor.value")}
          value={lineOf(is)}
          disabled={disabled}
          autoComplete="off"
          onChange={({ currentTarget: { value } }) =>
            onChange(on.kind === "number" && Number.isFinite(Number(value)) ? Number(value) : value)
          }
        />
      )}
    </>
  );
}
