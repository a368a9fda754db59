/**
 * What stands in a field before anybody fills it in.
 *
 * Never: for kinds of which nobody can say it beforehand, such as files.
 */
import { useMemo } from "react";

import { FieldView } from "../../forms/FieldView";
import { type Filling, FillingContext } from "../../forms/filling";
import { schemaOf } from "../../model/formFields";
import { isObject, type Json } from "../../model/json";
import { formOf } from "../../model/schema";
import { say } from "../../words";
import type { EditorProps } from "./FieldEditor";

const KINDS = new Set(["text", "longText", "number", "date", "yesNo", "choice", "person"]);
const PLACE = "/initial";

export function Initial({ field, disabled, onChange }: EditorProps) {
  const label = say("formEditor.initial");
  const asked = useMemo(() => {
    const schema = schemaOf({ ...field, label: "", help: "", initial: undefined });
    const plain = isObject(schema) ? { ...schema, title: label, examples: [] } : schema;
    return { ...formOf(plain, field.initial ?? null), pointer: PLACE, required: false, hint: "" };
  }, [field, label]);
  const filling: Filling = {
    change: (_: string, value: Json | undefined) => onChange({ ...field, initial: value }),
    disabled,
    sentences: new Map(),
    unread: () => undefined,
    leave: () => undefined,
    announce: () => undefined,
  };
  if (!KINDS.has(field.kind) || (field.kind === "choice" && field.options.length === 0))
    return null;
  return (
    <FillingContext value={filling}>
      <FieldView field={asked} value={field.initial} face={{ name: label, bare: false }} />
    </FillingContext>
  );
}
