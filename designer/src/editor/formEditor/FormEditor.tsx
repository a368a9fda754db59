/**
 * A form that is drawn: its fields, beside it the form as people will see it, and what is written.
 *
 * Never: a second copy of the form; each change stands in the document at once, and is undone there.
 */
import { Modal } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";

import { SchemaForm } from "../../forms/SchemaForm";
import { useForm } from "../../forms/useForm";
import { valueAt } from "../../model/editing/values";
import { type FormField, formFields, isReordered, schemaWith } from "../../model/formFields";
import { isObject, type Json, textOf } from "../../model/json";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { say } from "../../words";
import { useEditing, useEditor, useStale } from "../useEditor";
import { FieldList } from "./FieldList";
import styles from "./formEditor.module.css";

type Props = {
  /** Where the JSON Schema stands, such as `/input/schema/document`. */
  readonly pointer: string;
  readonly onClose: () => void;
};

const NARROW = "(max-width: 48rem)";
const EMPTY: Json = { type: "object", properties: {} };

export function FormEditor({ pointer, onClose }: Props) {
  const isNarrow = useMediaQuery(NARROW);
  return (
    <Modal
      opened
      onClose={onClose}
      title={say("formEditor.title")}
      size="70rem"
      fullScreen={isNarrow}
      // Its header is not the page's.
      attributes={{ header: { role: "none" } }}
      closeButtonProps={{ "aria-label": say("formEditor.close") }}
    >
      <Drawing pointer={pointer} />
      <div className={styles["end"]}>
        <Button look="main" onClick={onClose}>
          {say("formEditor.done")}
        </Button>
      </div>
    </Modal>
  );
}

function Drawing({ pointer }: Pick<Props, "pointer">) {
  const editor = useEditor();
  const readOnly = useEditing((editing) => editing.readOnly);
  const isStale = useStale();
  const written = useEditing(({ draft }) => valueAt(draft.shown?.document ?? null, pointer));
  const schema = written !== undefined && isObject(written) ? written : EMPTY;
  const fields = useMemo(() => formFields(schema), [schema]);
  const isDisabled = readOnly || isStale;
  const change = (fieldsNow: readonly FormField[], burst: string) => {
    const next = schemaWith(schema, fieldsNow);
    const when = { at: performance.now(), burst: `${pointer}#${burst}` };
    // The text keeps the order of keys that stay; so these go first, and come back in the new one.
    if (isReordered(schema, next)) editor.fill(`${pointer}/properties`, undefined, when);
    editor.fill(pointer, next, when);
  };
  return (
    <>
      {isStale && <p className={styles["note"]}>{say("panel.stale")}</p>}
      <div className={styles["sides"]}>
        <section className={styles["side"]} aria-label={say("formEditor.fields")}>
          <h3>{say("formEditor.fields")}</h3>
          <FieldList
            fields={fields}
            disabled={isDisabled}
            empty={<Empty title={say("formEditor.empty")} />}
            onChange={change}
          />
        </section>
        <section className={styles["side"]} aria-label={say("formEditor.preview")}>
          <h3>{say("formEditor.preview")}</h3>
          <Preview schema={schema} />
          <details className={styles["written"]}>
            <summary>{say("formEditor.written")}</summary>
            <pre dir="ltr" tabIndex={0} aria-label={say("formEditor.written")}>
              {textOf(schema)}
            </pre>
          </details>
        </section>
      </div>
    </>
  );
}

const PAUSE_MS = 250;

/** The very form that people get; it begins anew when the fields are others. */
function Preview({ schema }: { readonly schema: Json }) {
  const [settled] = useDebouncedValue(schema, PAUSE_MS);
  return (
    <div className={styles["sheet"]}>
      <Form key={textOf(settled)} schema={settled} />
    </div>
  );
}

function Form({ schema }: { readonly schema: Json }) {
  const form = useForm(schema);
  const { control } = form.field;
  if (control.kind === "group" && control.fields.length === 0)
    return <p className={styles["soft"]}>{say("formEditor.nothingYet")}</p>;
  return <SchemaForm form={form} />;
}
