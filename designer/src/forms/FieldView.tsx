/**
 * A field with the control that fits it.
 *
 * Never: a control that asks which one it is; each kind has its own.
 */
import { type FocusEvent, memo } from "react";

import type { Json } from "../model/json";
import type { Field } from "../model/schema";
import { ChoiceField, ChoicesField, YesNoField } from "./ChoiceField";
import { DateField, MomentField, TimeField } from "./DateField";
import { DurationField } from "./DurationField";
import { FilesField } from "./FilesField";
import { type Face, useFilling } from "./filling";
import styles from "./forms.module.css";
import { GroupField } from "./GroupField";
import { JsonField } from "./JsonField";
import { ListField } from "./ListField";
import { MoneyField } from "./MoneyField";
import { NumberField } from "./NumberField";
import { PersonField } from "./PersonField";
import { TextField } from "./TextField";

type Props = {
  readonly field: Field;
  readonly value: Json | undefined;
  readonly face: Face;
};

/** Drawn anew only when something of it is another: a form may have hundreds of them. */
export const FieldView = memo(function FieldView(props: Props) {
  const { leave, sentences } = useFilling();
  const { pointer, control } = props.field;
  if (control.kind === "fixed") return null;
  const left = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>) => {
    if (!currentTarget.contains(relatedTarget)) leave(pointer);
  };
  return (
    <div
      className={styles["field"]}
      data-pointer={pointer}
      data-kind={control.kind}
      data-wrong={sentences.has(pointer) ? "" : undefined}
      onBlur={left}
    >
      <ControlFor {...props} />
    </div>
  );
}, isAsBefore);

function isAsBefore(before: Props, after: Props): boolean {
  return (
    before.field === after.field &&
    before.value === after.value &&
    before.face.name === after.face.name &&
    before.face.bare === after.face.bare
  );
}

function ControlFor({ field, value, face }: Props) {
  const { control } = field;
  const common = { field, value, face };
  switch (control.kind) {
    case "text":
      return <TextField {...common} control={control} />;
    case "number":
      return <NumberField {...common} control={control} />;
    case "money":
      return <MoneyField {...common} control={control} />;
    case "yesNo":
      return <YesNoField {...common} control={control} />;
    case "choice":
      return <ChoiceField {...common} control={control} />;
    case "choices":
      return <ChoicesField {...common} control={control} />;
    case "person":
      return <PersonField {...common} control={control} />;
    case "file":
    case "files":
      return <FilesField {...common} control={control} />;
    case "json":
      return <JsonField {...common} control={control} />;
    case "list":
      return <ListField {...common} control={control} />;
    case "group":
      return <GroupField {...common} control={control} />;
    case "date":
      return <DateField {...common} control={control} />;
    case "dateTime":
      return <MomentField {...common} control={control} />;
    case "time":
      return <TimeField {...common} control={control} />;
    case "duration":
      return <DurationField {...common} control={control} />;
    case "fixed":
      return null;
  }
}
