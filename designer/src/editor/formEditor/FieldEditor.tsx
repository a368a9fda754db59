/**
 * One field of a form: what it is called, what it takes, when it is asked for.
 *
 * Never: a keyword of schemas; who draws a form knows nothing of them.
 */
import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";

import { useTyped } from "../../forms/useTyped";
import { asKind, type FormField, keyFrom } from "../../model/formFields";
import { FIELD_KINDS, limitsOf } from "../../model/formKinds";
import { inWords } from "../../model/schema";
import { textOf } from "../../model/json";
import { say } from "../../words";
import { Inside } from "./Inside";
import { Initial } from "./Initial";
import { KeyField } from "./KeyField";
import { Options } from "./Options";
import { ShownIf } from "./ShownIf";
import styles from "./formEditor.module.css";

export type EditorProps = {
  readonly field: FormField;
  readonly others: readonly FormField[];
  readonly disabled: boolean;
  /** Nobody uses its name yet, so that it goes with the label. */
  readonly isNew?: boolean;
  readonly onChange: (field: FormField) => void;
};

export function FieldEditor(props: EditorProps) {
  const { field, others, disabled, isNew = false, onChange } = props;
  const taken = others.map(({ key }) => key);
  const relabel = (label: string) => {
    const key = isNew && label !== "" ? keyFrom(label, taken) : field.key;
    onChange({ ...field, label, key });
  };
  return (
    <div className={styles["editor"]}>
      <TextInput
        label={say("formEditor.label")}
        value={field.label}
        placeholder={inWords(field.key)}
        disabled={disabled}
        dir="auto"
        autoComplete="off"
        onChange={({ currentTarget }) => relabel(currentTarget.value)}
      />
      <Aspects {...props} />
      <Textarea
        label={say("formEditor.help")}
        value={field.help}
        disabled={disabled}
        dir="auto"
        autosize
        minRows={1}
        maxRows={6}
        onChange={({ currentTarget }) => onChange({ ...field, help: currentTarget.value })}
      />
      <Checkbox
        label={say("formEditor.mustBe")}
        checked={field.required}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange({ ...field, required: currentTarget.checked })}
      />
      <Initial {...props} />
      <ShownIf {...props} />
      <KeyField {...props} />
    </div>
  );
}

/** What its kind has of its own; of an entry of a list too, which has no name. */
export function Aspects({ field, disabled, onChange }: Omit<EditorProps, "others">) {
  const { kind } = field;
  const kinds = kind === "written" ? ([...FIELD_KINDS, kind] as const) : FIELD_KINDS;
  return (
    <>
      <Select
        label={say("formEditor.kind")}
        data={kinds.map((one) => ({ value: one, label: say(`formEditor.kinds.${one}`) }))}
        value={kind}
        disabled={disabled}
        allowDeselect={false}
        onChange={(next) => {
          const wanted = FIELD_KINDS.find((one) => one === next);
          if (wanted !== undefined && wanted !== kind) onChange(asKind(field, wanted));
        }}
      />
      {kind === "text" && <Format field={field} disabled={disabled} onChange={onChange} />}
      {kind === "number" && (
        <Checkbox
          label={say("formEditor.whole")}
          checked={field.whole}
          disabled={disabled}
          onChange={({ currentTarget }) => onChange({ ...field, whole: currentTarget.checked })}
        />
      )}
      {kind === "money" && (
        <TextInput
          label={say("formEditor.currency")}
          description={say("formEditor.currencyHint")}
          value={field.currency}
          disabled={disabled}
          dir="ltr"
          maxLength={3}
          onChange={({ currentTarget }) =>
            onChange({ ...field, currency: currentTarget.value.toUpperCase() })
          }
        />
      )}
      {(kind === "choice" || kind === "choices") && (
        <Options field={field} disabled={disabled} onChange={onChange} />
      )}
      {kind === "file" && <Files field={field} disabled={disabled} onChange={onChange} />}
      {limitsOf(kind) !== undefined && (
        <Limits field={field} disabled={disabled} onChange={onChange} />
      )}
      {(kind === "list" || kind === "group") && (
        <Inside field={field} disabled={disabled} onChange={onChange} />
      )}
      {kind === "written" && (
        <>
          <p className={styles["soft"]}>{say("formEditor.otherHint")}</p>
          <pre
            className={styles["raw"]}
            dir="ltr"
            tabIndex={0}
            aria-label={say("formEditor.written")}
          >
            {textOf(field.raw)}
          </pre>
        </>
      )}
    </>
  );
}

type PartProps = Omit<EditorProps, "others">;

const FORMATS = ["", "email", "uri", "tel"] as const;
const ANY = "any";

function Format({ field, disabled, onChange }: PartProps) {
  const known = FORMATS.map((one) => ({
    value: one === "" ? ANY : one,
    label: say(`formEditor.formats.${one === "" ? ANY : one}`),
  }));
  const isKnown = FORMATS.some((one) => one === field.format);
  return (
    <Select
      label={say("formEditor.format")}
      data={isKnown ? known : [...known, { value: field.format, label: field.format }]}
      value={field.format === "" ? ANY : field.format}
      disabled={disabled}
      allowDeselect={false}
      onChange={(next) => onChange({ ...field, format: next === null || next === ANY ? "" : next })}
    />
  );
}

function Limits({ field, disabled, onChange }: PartProps) {
  const { kind, least, most } = field;
  const what =
    kind === "number" ? "amount" : kind === "text" || kind === "longText" ? "length" : "count";
  return (
    <div className={styles["pair"]}>
      <Limit
        label={say(`formEditor.least.${what}`)}
        value={least}
        disabled={disabled}
        onChange={(next) => onChange({ ...field, least: next })}
      />
      <Limit
        label={say(`formEditor.most.${what}`)}
        value={most}
        disabled={disabled}
        onChange={(next) => onChange({ ...field, most: next })}
      />
    </div>
  );
}

type LimitProps = {
  readonly label: string;
  readonly value: number | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: number | undefined) => void;
};

function Limit({ label, value, disabled, onChange }: LimitProps) {
  const typed = useTyped(value === undefined ? "" : String(value), (text) => {
    if (text.trim() === "") onChange(undefined);
    else if (Number.isFinite(Number(text))) onChange(Number(text));
  });
  return (
    <TextInput
      {...typed}
      label={label}
      disabled={disabled}
      inputMode="decimal"
      autoComplete="off"
    />
  );
}

function Files({ field, disabled, onChange }: PartProps) {
  return (
    <>
      <Checkbox
        label={say("formEditor.several")}
        checked={field.several}
        disabled={disabled}
        onChange={({ currentTarget }) => onChange({ ...field, several: currentTarget.checked })}
      />
      <TextInput
        label={say("formEditor.accept")}
        description={say("formEditor.acceptHint")}
        value={field.accept}
        disabled={disabled}
        dir="ltr"
        autoComplete="off"
        onChange={({ currentTarget }) => onChange({ ...field, accept: currentTarget.value })}
      />
    </>
  );
}
