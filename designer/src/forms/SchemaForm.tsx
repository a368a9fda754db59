/**
 * A form for a JSON Schema: one column of fields, each with its faults in words.
 *
 * Never: a button that sends it; what is done with it is up to who shows it.
 */
import { useEffect, useMemo, useRef, useState } from "react";

import { say } from "../words";
import { FieldView } from "./FieldView";
import { type Filling, FillingContext } from "./filling";
import { focusField } from "./focus";
import styles from "./forms.module.css";
import { GroupFields } from "./GroupField";
import { sentencesOf } from "./sentences";
import type { Form } from "./useForm";

type Props = {
  readonly form: Form;
  readonly disabled?: boolean;
  /** What the whole is called where the schema asks for a single value. */
  readonly name?: string;
};

export function SchemaForm({ form, disabled = false, name = say("form.whole") }: Props) {
  const { field, value, faults, refusals, change, leave, unread } = form;
  const [said, announce] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const sentences = useMemo(() => sentencesOf(faults, field), [faults, field]);
  const filling = useMemo(
    (): Filling => ({ change, leave, unread, sentences, disabled, announce }),
    [change, leave, unread, sentences, disabled],
  );
  const [first] = faults;
  const wrong = first?.pointer;
  useEffect(() => {
    if (refusals > 0 && wrong !== undefined && box.current !== null) focusField(box.current, wrong);
    // Only when it is handed in: not when a fault is mended and the next becomes the first.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refusals]);
  const whole = sentences.get("")?.text;
  const { control } = field;
  return (
    <FillingContext value={filling}>
      <div ref={box} className={styles["form"]}>
        {control.kind === "group" ? (
          <>
            {field.hint !== "" && <p className={styles["intro"]}>{field.hint}</p>}
            <GroupFields field={field} group={control} value={value} />
            {whole !== undefined && <p className={styles["fault"]}>{whole}</p>}
          </>
        ) : (
          <FieldView
            field={field}
            value={value}
            face={{ name: field.label === "" ? name : field.label, bare: false }}
          />
        )}
        <p className="unseen" role="status">
          {said}
        </p>
      </div>
    </FillingContext>
  );
}
