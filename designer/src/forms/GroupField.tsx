/**
 * An object: its fields, the choice between its variants, and what else somebody adds to it.
 *
 * Never: a group that may be left out half asked for; it is added first.
 */
import { useEffect, useRef, useState } from "react";

import type { Json } from "../model/json";
import type { Field, Group } from "../model/schema";
import { fixedOf, varied } from "../model/schemaSettle";
import { isObject, type Rules } from "../model/schemaShape";
import { keyOf } from "../model/schemaValue";
import { inWords } from "../model/schema";
import { Button } from "../parts/Button";
import { AddIcon } from "../parts/icons";
import { say } from "../words";
import { ChoiceField } from "./ChoiceField";
import { FieldView } from "./FieldView";
import { type ControlProps, faceOf, FillingContext, useFilling } from "./filling";
import { focusFirst } from "./focus";
import styles from "./forms.module.css";
import { OthersField } from "./OthersField";
import { Section } from "./Section";

export function GroupField({ field, control, value, face }: ControlProps<"group">) {
  const { change, disabled, announce } = useFilling();
  const [done, setDone] = useState<"added" | "removed">();
  const isFixed = disabled || field.readOnly;
  const isThere = isObject(value);
  if (control.offered && !isThere) {
    return (
      <Section field={field} face={face}>
        <div className={styles["offer"]}>
          <Button
            disabled={isFixed}
            // Who has just removed it stays where that was done.
            autoFocus={done === "removed"}
            aria-label={say("form.addLabel", { name: face.name })}
            onClick={() => {
              setDone("added");
              change(field.pointer, {});
              announce(say("form.added", { name: face.name }));
            }}
          >
            <AddIcon size={15} stroke={1.8} aria-hidden="true" />
            {say("form.add")}
          </Button>
        </div>
      </Section>
    );
  }
  const remove = control.offered && !isFixed && (
    <div className={styles["action"]}>
      <Button
        look="quiet"
        aria-label={say("form.removeLabel", { name: face.name })}
        onClick={() => {
          setDone("removed");
          change(field.pointer, undefined);
          announce(say("form.removed", { name: face.name }));
        }}
      >
        {say("form.remove")}
      </Button>
    </div>
  );
  return (
    <Section field={field} face={face} action={remove}>
      <GroupFields field={field} group={control} value={value} focus={done === "added"} />
    </Section>
  );
}

type Props = {
  readonly field: Field;
  readonly group: Group;
  readonly value: Json | undefined;
  /** It has just been added: the first of its fields is where to go on. */
  readonly focus?: boolean;
};

/** The fields without a frame around them: those of the whole form have none. */
export function GroupFields({ field, group, value, focus = false }: Props) {
  const given = isObject(value) ? value : {};
  const at = (inner: Field) => {
    const key = keyOf(inner);
    return Object.hasOwn(given, key) ? given[key] : undefined;
  };
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus && box.current !== null) focusFirst(box.current);
  }, [focus]);
  return (
    <div ref={box} className={styles["fields"]}>
      {group.variants.map((_, place) => (
        <Variant key={place} field={field} group={group} value={value} place={place} />
      ))}
      {group.fields.map((inner) => (
        <FieldView key={inner.pointer} field={inner} value={at(inner)} face={faceOf(inner)} />
      ))}
      {(group.others.length > 0 || group.othersMayGrow) && (
        <OthersField field={field} group={group} value={given} />
      )}
    </div>
  );
}

type VariantProps = Props & { readonly place: number };

/** Which of several shapes it is: a choice like any other, but of what is asked for. */
function Variant({ field, group, value, place }: VariantProps) {
  const filling = useFilling();
  const variants = group.variants[place];
  if (variants === undefined) return null;
  const options = variants.branches.map((branch, at) => ({
    value: at,
    label: variantName(branch, at),
  }));
  const choose = (_: string, chosen: Json | undefined) => {
    if (typeof chosen === "number") filling.change(field.pointer, varied(variants, chosen, value));
  };
  const asField: Field = { ...field, required: true, hint: "", example: "" };
  return (
    <FillingContext value={{ ...filling, change: choose, sentences: new Map() }}>
      <ChoiceField
        field={asField}
        control={{ kind: "choice", options }}
        value={variants.chosen}
        face={{ name: say("form.kind"), bare: false }}
      />
    </FillingContext>
  );
}

function variantName({ title, properties = {} }: Rules, at: number): string {
  if (title !== undefined && title !== "") return title;
  const signs = Object.values(properties).map((schema) => fixedOf(schema));
  const sign = signs.find((one) => typeof one === "string");
  return typeof sign === "string" ? inWords(sign) : say("form.variant", { number: at + 1 });
}
