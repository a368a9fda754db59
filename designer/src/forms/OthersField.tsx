/**
 * The entries of an object that has names of its own choosing.
 *
 * Never: an entry overwritten by another of the same name.
 */
import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";

import type { Json } from "../model/json";
import type { Field, Group } from "../model/schema";
import { keyOf } from "../model/schemaValue";
import { Button } from "../parts/Button";
import { AddIcon } from "../parts/icons";
import { say } from "../words";
import { FieldView } from "./FieldView";
import { useFilling } from "./filling";
import { focusField } from "./focus";
import styles from "./forms.module.css";
import { RemoveIcon } from "./icons";

type Props = {
  readonly field: Field;
  readonly group: Group;
  readonly value: Readonly<Record<string, Json>>;
};

export function OthersField({ field, group, value }: Props) {
  const { change, disabled, announce } = useFilling();
  const box = useRef<HTMLDivElement>(null);
  const isFixed = disabled || field.readOnly;
  const remove = (key: string) => {
    const left = Object.entries(value).filter(([name]) => name !== key);
    change(field.pointer, Object.fromEntries(left));
    announce(say("form.removed", { name: key }));
    box.current?.querySelector<HTMLElement>("[data-new-key]")?.focus();
  };
  return (
    <div ref={box} className={styles["list"]}>
      {group.others.length > 0 && (
        <ul className={styles["entries"]}>
          {group.others.map((inner) => {
            const key = keyOf(inner);
            const name = key === "" ? say("form.unnamed") : key;
            return (
              <li key={key} className={styles["entry"]}>
                <FieldView field={inner} value={value[key]} face={{ name, bare: false }} />
                {!isFixed && (
                  <div className={`${styles["tools"] ?? ""} ${styles["below"] ?? ""}`}>
                    <Button
                      look="quiet"
                      aria-label={say("form.removeLabel", { name })}
                      onClick={() => remove(key)}
                    >
                      <RemoveIcon size={15} stroke={1.8} aria-hidden="true" />
                    </Button>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {group.othersMayGrow && !isFixed && (
        <NewEntry
          taken={[...Object.keys(value), ...group.fields.map(keyOf)]}
          onAdd={(key) => {
            change(field.pointer, Object.fromEntries([...Object.entries(value), [key, null]]));
            announce(say("form.added", { name: key }));
          }}
          focusAdded={(key) => {
            if (box.current !== null) focusField(box.current, `${field.pointer}/${key}`);
          }}
        />
      )}
    </div>
  );
}

type NewEntryProps = {
  readonly taken: readonly string[];
  readonly onAdd: (key: string) => void;
  readonly focusAdded: (key: string) => void;
};

function NewEntry({ taken, onAdd, focusAdded }: NewEntryProps) {
  const [key, setKey] = useState("");
  const [fault, setFault] = useState<string>();
  const add = () => {
    const found = key.trim() === "" ? say("form.keyMissing") : undefined;
    const wrong = found ?? (taken.includes(key) ? say("form.keyTaken") : undefined);
    setFault(wrong);
    if (wrong !== undefined) return;
    onAdd(key);
    setKey("");
    requestAnimationFrame(() => focusAdded(key));
  };
  const addByKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add();
  };
  return (
    <div className={styles["newEntry"]}>
      <TextInput
        data-new-key
        label={say("form.newKey")}
        value={key}
        error={fault}
        dir="auto"
        autoComplete="off"
        onChange={({ currentTarget }) => {
          setKey(currentTarget.value);
          setFault(undefined);
        }}
        onKeyDown={addByKey}
      />
      <Button onClick={add}>
        <AddIcon size={15} stroke={1.8} aria-hidden="true" />
        {say("form.add")}
      </Button>
    </div>
  );
}
