/**
 * Values by names that the author chooses: a row each.
 *
 * Never: two of one name; the name that is taken is said to be.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { pointerStep } from "../../model/graphValues";
import { isObject, type Json } from "../../model/json";
import { freshName } from "../../model/editing/items";
import { renamedKey } from "../../model/editing/values";
import { say } from "../../words";
import { useEditor } from "../useEditor";
import styles from "./panel.module.css";
import { usePanel, usePut, useSentence, useValue } from "./usePanel";
import { AnyValue } from "./AnyValue";
import { Coded } from "./Coded";
import { Add, Entry, Group } from "./Entries";
import type { SlotProps } from "./useSlot";

type Props = SlotProps & {
  /** What a new one is called. */
  readonly first?: string;
  readonly textOnly?: boolean;
};

export function Rows(props: Props) {
  const { pointer, label, within } = props;
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <RowList {...props} />
    </Coded>
  );
}

function RowList({ pointer, label, hint, within, first, textOnly = false }: Props) {
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer);
  const map = value !== undefined && isObject(value) ? value : {};
  const names = Object.keys(map);
  const add = () => {
    const name = freshName(new Set(names), first ?? say("panel.newName"));
    put(pointer + pointerStep(name), "");
  };
  return (
    <Group label={label} hint={hint} fault={fault}>
      {names.length > 0 && (
        <ul className={styles["entries"]}>
          {names.map((name, index) => (
            <Entry
              key={index}
              name={name}
              index={index}
              count={names.length}
              onRemove={() => put(pointer + pointerStep(name), undefined)}
            >
              <RowName pointer={pointer} name={name} taken={names} />
              <AnyValue
                pointer={pointer + pointerStep(name)}
                label={say("panel.valueOf", { name })}
                textOnly={textOnly}
              />
            </Entry>
          ))}
        </ul>
      )}
      <Add label={say("form.addTo", { name: label })} onAdd={add} />
    </Group>
  );
}

type NameProps = {
  readonly pointer: string;
  readonly name: string;
  readonly taken: readonly string[];
};

/** Taken over when it is left: while somebody types, it stands for nothing yet. */
function RowName({ pointer, name, taken }: NameProps) {
  const editor = useEditor();
  const { disabled } = usePanel();
  const [typed, type] = useState<string>();
  const isTaken = typed !== undefined && typed !== name && taken.includes(typed);
  const leave = () => {
    if (typed !== undefined && typed !== "" && !isTaken) {
      const tasks = editor.state.getState().history.selection.tasks;
      editor.draw(
        (document: Json) => {
          const next = renamedKey(document, pointer + pointerStep(name), typed);
          return next === undefined ? undefined : { document: next, focus: tasks };
        },
        { at: performance.now() },
      );
    }
    type(undefined);
  };
  return (
    <TextInput
      aria-label={say("panel.nameOf", { name })}
      value={typed ?? name}
      error={isTaken ? say("panel.nameTaken") : undefined}
      disabled={disabled}
      dir="auto"
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={leave}
      onKeyDown={({ key, currentTarget }) => {
        if (key === "Enter") currentTarget.blur();
      }}
    />
  );
}
