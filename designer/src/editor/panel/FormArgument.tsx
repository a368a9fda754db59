/**
 * A form that people fill in: what it asks for, and the way to draw it.
 *
 * Never: drawn in here; it needs more room.
 */
import { isObject, type Json } from "../../model/json";
import { formOf } from "../../model/schema";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { listed } from "../../words/lists";
import { Coded } from "./Coded";
import { Group } from "./Entries";
import type { SlotProps } from "./useSlot";
import styles from "./panel.module.css";
import { usePanel, usePut, useSentence, useValue } from "./usePanel";

export function FormArgument(props: SlotProps) {
  const { pointer, label } = props;
  return (
    <Coded pointer={pointer} label={label} within={props.within}>
      <DrawnForm {...props} />
    </Coded>
  );
}

export function DrawnForm({ pointer, label, hint, within }: SlotProps) {
  const { disabled, drawForm } = usePanel();
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer, true);
  const isThere = value !== undefined && isObject(value);
  const names = isThere ? namesIn(value) : [];
  const remove = isThere && !disabled && (
    <Button
      look="quiet"
      aria-label={say("form.removeLabel", { name: label })}
      onClick={() => put(pointer, undefined)}
    >
      {say("form.remove")}
    </Button>
  );
  return (
    <Group label={label} hint={hint} fault={fault} action={remove}>
      {names.length > 0 && <p className={styles["soft"]}>{listed(names)}</p>}
      <div>
        <Button idle={disabled && !isThere} onClick={() => drawForm(pointer)}>
          {say(isThere ? "panel.form.draw" : "panel.form.begin")}
        </Button>
      </div>
    </Group>
  );
}

function namesIn(schema: Json): readonly string[] {
  const { control } = formOf(schema, {});
  if (control.kind !== "group") return [];
  return control.fields.map(({ label, pointer }) => (label === "" ? pointer.slice(1) : label));
}
