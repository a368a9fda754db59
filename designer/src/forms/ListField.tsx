/**
 * A list: entries are added, removed and moved, by keyboard as well.
 *
 * Never: the focus lost; it goes where the next thing is likely to be done.
 */
import { type RefObject, useEffect, useRef, useState } from "react";

import type { Json } from "../model/json";
import type { Field } from "../model/schema";
import { AddIcon } from "../parts/icons";
import { Button } from "../parts/Button";
import { say } from "../words";
import { EntryTools } from "./EntryTools";
import { FieldView } from "./FieldView";
import { type ControlProps, type Face, useFilling } from "./filling";
import styles from "./forms.module.css";
import { focusFirst } from "./focus";
import { Section } from "./Section";

/** Where the focus is to go once the list has been drawn anew. */
type Target = { readonly at: number; readonly part: "entry" | "up" | "down" | "remove" };

export function ListField({ field, control, value, face }: ControlProps<"list">) {
  const { change, disabled } = useFilling();
  const { items, most } = control;
  const values = isList(value) ? value : [];
  const { keys, act } = useKeys(values.length);
  const box = useRef<HTMLDivElement>(null);
  const focus = useTarget(box);
  const { announce } = useFilling();
  const nameOf = (at: number) => entryName(control.itemLabel, at);
  const isFixed = disabled || field.readOnly;
  const add = () => {
    act({ kind: "add" });
    change(field.pointer, [...values, null]);
    announce(say("form.added", { name: nameOf(values.length) }));
    focus({ at: values.length, part: "entry" });
  };
  const remove = (at: number) => {
    act({ kind: "remove", at });
    const left = values.filter((_, place) => place !== at);
    change(field.pointer, left.length === 0 && !field.required ? undefined : left);
    announce(say("form.removed", { name: nameOf(at) }));
    focus({ at: Math.min(at, left.length - 1), part: "remove" });
  };
  const move = (at: number, by: -1 | 1) => {
    act({ kind: "move", at, by });
    const moved = [...values];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    change(field.pointer, moved);
    announce(say("form.moved", { name: nameOf(at), number: at + by + 1 }));
    const isEdge = at + by === 0 || at + by === values.length - 1;
    const part = by === -1 ? "up" : "down";
    focus({ at: at + by, part: isEdge ? (part === "up" ? "down" : "up") : part });
  };
  return (
    <Section field={field} face={face}>
      <div ref={box} className={styles["list"]}>
        {items.length > 0 && (
          <ol className={styles["entries"]}>
            {items.map((item, at) => (
              <li key={keys[at] ?? at} className={styles["entry"]} data-entry={at}>
                <Entry
                  item={item}
                  value={values[at]}
                  face={{ name: nameOf(at), bare: isPlain(item) }}
                />
                {!isFixed && (
                  <div className={styles["tools"]}>
                    <EntryTools
                      name={nameOf(at)}
                      movable={items.length > 1}
                      onUp={at > 0 ? () => move(at, -1) : undefined}
                      onDown={at < items.length - 1 ? () => move(at, 1) : undefined}
                      onRemove={() => remove(at)}
                    />
                  </div>
                )}
              </li>
            ))}
          </ol>
        )}
        {!isFixed && items.length < most && (
          <Button data-add aria-label={say("form.addTo", { name: face.name })} onClick={add}>
            <AddIcon size={15} stroke={1.8} aria-hidden="true" />
            {say("form.add")}
          </Button>
        )}
      </div>
    </Section>
  );
}

type EntryProps = {
  readonly item: Field;
  readonly value: Json | undefined;
  readonly face: Face;
};

function Entry({ item, value, face }: EntryProps) {
  return <FieldView field={item} value={value} face={face} />;
}

type Act =
  | { readonly kind: "add" }
  | { readonly kind: "remove"; readonly at: number }
  | { readonly kind: "move"; readonly at: number; readonly by: -1 | 1 };

/** A key for each entry that moves along with it, so that what is half typed moves too. */
function useKeys(length: number) {
  const [{ keys, next }, setKeys] = useState(() => fresh(length, 0));
  // The list has come from elsewhere: all of its entries are others.
  if (keys.length !== length) setKeys(fresh(length, next));
  const act = (what: Act) =>
    setKeys((before) => {
      const after = [...before.keys];
      if (what.kind === "add") after.push(before.next);
      else if (what.kind === "remove") after.splice(what.at, 1);
      else after.splice(what.at + what.by, 0, ...after.splice(what.at, 1));
      return { keys: after, next: before.next + 1 };
    });
  return { keys, act };
}

function fresh(length: number, next: number) {
  return { keys: Array.from({ length }, (_, at) => next + at), next: next + length };
}

function useTarget(box: RefObject<HTMLDivElement | null>) {
  const [target, setTarget] = useState<Target>();
  useEffect(() => {
    if (target === undefined || box.current === null) return;
    const entry = box.current.querySelector(`:scope > ol > [data-entry="${target.at}"]`);
    const tool = entry?.querySelector<HTMLElement>(`:scope > div > [data-tool="${target.part}"]`);
    if (target.part === "entry" && entry instanceof HTMLElement) focusFirst(entry);
    else (tool ?? box.current.querySelector<HTMLElement>(":scope > [data-add]"))?.focus();
  }, [target, box]);
  return setTarget;
}

function entryName(label: string, at: number): string {
  const number = at + 1;
  return label === ""
    ? say("form.itemAlone", { number })
    : say("form.item", { name: label, number });
}

/** Its number says it all; a label above it would only be in the way. */
function isPlain({ control }: Field): boolean {
  return !["group", "list", "money", "dateTime", "yesNo"].includes(control.kind);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
