/**
 * Whom a process asks or tells: a list of people, managers, heads, departments, groups and roles.
 *
 * Never: somebody chosen who can't be read; a name of a department or role is written as people
 * read it.
 */
import { useId } from "react";

import type { Json } from "../../model/json";
import { firstWhom, type Whom as One, whomEntry, WHOM_KINDS, whomOf } from "../../model/whom";
import { say } from "../../words";
import { Coded } from "./Coded";
import { Add, Entry, Group, moved } from "./Entries";
import { Pick } from "./Line";
import type { SlotProps } from "./useSlot";
import styles from "./panel.module.css";
import { under, usePut, useSentence, useValue } from "./usePanel";
import { WhomValue } from "./WhomValue";

export function Whom(props: SlotProps) {
  const { pointer, label, within } = props;
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <WhomList {...props} />
    </Coded>
  );
}

function WhomList({ pointer, label, hint, within }: SlotProps) {
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer);
  const hintId = useId();
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  const write = (next: readonly Json[]) => put(pointer, next.length === 0 ? undefined : next);
  return (
    <Group label={label} hint={hint} fault={fault}>
      {list.length > 0 && (
        <ul className={styles["entries"]} aria-describedby={hintId}>
          {list.map((entry, index) => (
            <Entry
              key={index}
              name={say("panel.who.entry", { number: index + 1 })}
              index={index}
              count={list.length}
              onMove={(to) => write(moved(list, index, to))}
              onRemove={() => write(list.filter((_, at) => at !== index))}
            >
              <WhomEntry
                pointer={`${pointer}/${index}`}
                number={index + 1}
                entry={entry}
                onChange={(next) => write(list.with(index, next))}
              />
            </Entry>
          ))}
        </ul>
      )}
      <Add
        label={say("form.addTo", { name: label })}
        word={say("panel.who.add")}
        onAdd={() => write([...list, list.length === 0 ? firstWhom("manager") : ""])}
      />
    </Group>
  );
}

type EntryProps = {
  readonly pointer: string;
  readonly number: number;
  readonly entry: Json;
  readonly onChange: (entry: Json) => void;
};

function WhomEntry({ pointer, number, entry, onChange }: EntryProps) {
  const whom = whomOf(entry);
  const kinds = WHOM_KINDS.map((kind) => ({ value: kind, label: say(`panel.who.${kind}`) }));
  const other = { value: "other", label: say("panel.who.asWritten") };
  const fault = useSentence(pointer, true);
  const change = (value: Json | undefined) =>
    onChange(whomEntry({ ...whom, value } satisfies One, entry));
  return (
    <>
      <div className={styles["who"]}>
        <Pick
          pointer={under(pointer, "#kind")}
          label={say("panel.who.kind", { number })}
          choices={whom.kind === "other" ? [...kinds, other] : kinds}
          value={whom.kind}
          onPick={(next) => {
            const kind = WHOM_KINDS.find((one) => one === next);
            if (kind === "code") onChange("${  }");
            else if (kind !== undefined && kind !== whom.kind) onChange(firstWhom(kind));
          }}
        />
        <WhomValue whom={whom} pointer={pointer} onChange={change} />
      </div>
      {fault !== undefined && <p className={styles["fault"]}>{fault}</p>}
    </>
  );
}
