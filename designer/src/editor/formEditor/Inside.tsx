/**
 * What stands in a group, or in each entry of a list: fields again.
 *
 * Never: an entry with a name of its own; its place names it.
 */
import type { FormField } from "../../model/formFields";
import { say } from "../../words";
import { Aspects } from "./FieldEditor";
import { FieldList } from "./FieldList";
import styles from "./formEditor.module.css";

type Props = {
  readonly field: FormField;
  readonly disabled: boolean;
  readonly onChange: (field: FormField) => void;
};

export function Inside({ field, disabled, onChange }: Props) {
  const { kind, item } = field;
  if (kind === "list" && item !== undefined)
    return (
      <fieldset className={styles["inside"]} aria-label={say("formEditor.entry")}>
        <p className={styles["legend"]}>{say("formEditor.entry")}</p>
        <Aspects
          field={item}
          disabled={disabled}
          onChange={(next) => onChange({ ...field, item: next })}
        />
      </fieldset>
    );
  return (
    <fieldset className={styles["inside"]} aria-label={say("formEditor.inside")}>
      <p className={styles["legend"]}>{say("formEditor.inside")}</p>
      <FieldList
        fields={field.fields}
        disabled={disabled}
        onChange={(fields) => onChange({ ...field, fields })}
      />
    </fieldset>
  );
}
