/**
 * Which events are waited for: one, any or all of some, each told by what it must have.
 *
 * Never: a filter that was written otherwise lost; what has no field here stays as it is.
 */
import { isObject, type Json } from "../../model/json";
import { say } from "../../words";
import { Add, Entry, Group } from "./Entries";
import { Code, Line, Pick } from "./Line";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { under, usePut, useSentence, useValue } from "./usePanel";
import type { PartProps } from "./Simple";

const MODES = ["one", "any", "all"] as const;
type Mode = (typeof MODES)[number];
const READS = ["data", "envelope", "raw"] as const;
const FIRST: Json = { with: { type: "" } };

export function ListenPart({ pointer }: PartProps) {
  const each = useValue(`${pointer}/foreach`);
  return (
    <>
      <Events pointer={under(pointer, "listen/to")} />
      <Pick
        pointer={under(pointer, "listen/read")}
        label={say("panel.listen.read")}
        choices={READS.map((one) => ({ value: one, label: say(`panel.listen.reads.${one}`) }))}
        initial="data"
      />
      {each !== undefined && (
        <>
          <Line pointer={under(pointer, "foreach/item")} label={say("panel.listen.item")} isCode />
          <Line pointer={under(pointer, "foreach/at")} label={say("panel.for.at")} isCode />
        </>
      )}
    </>
  );
}

/** Also of a schedule that begins by events. */
export function Events({ pointer }: PartProps) {
  const value = useValue(pointer);
  const put = usePut();
  const fault = useSentence(pointer);
  const map = value !== undefined && isObject(value) ? value : {};
  const mode = MODES.find((one) => one in map) ?? "one";
  const filters = filtersOf(map[mode]);
  const write = (next: Mode, list: readonly Json[]) => {
    const { one: _, any: __, all: ___, ...rest } = map;
    put(pointer, { ...rest, [next]: next === "one" ? (list[0] ?? FIRST) : list });
  };
  const label = say("panel.listen.events");
  return (
    <Group label={label} fault={fault}>
      <Pick
        pointer={under(pointer, "#mode")}
        label={say("panel.listen.mode")}
        choices={MODES.map((one) => ({ value: one, label: say(`panel.listen.modes.${one}`) }))}
        value={mode}
        onPick={(next) => {
          const wanted = MODES.find((one) => one === next);
          if (wanted !== undefined) write(wanted, filters);
        }}
      />
      <ul className={styles["entries"]}>
        {filters.map((_, index) => (
          <Entry
            key={index}
            name={say("form.itemAlone", { number: index + 1 })}
            index={index}
            count={filters.length}
            framed={mode !== "one"}
            onRemove={
              mode === "one"
                ? undefined
                : () =>
                    write(
                      mode,
                      filters.filter((__, at) => at !== index),
                    )
            }
          >
            <Filter pointer={mode === "one" ? `${pointer}/one` : `${pointer}/${mode}/${index}`} />
          </Entry>
        ))}
      </ul>
      {mode !== "one" && (
        <Add
          label={say("form.addTo", { name: label })}
          onAdd={() => write(mode, [...filters, FIRST])}
        />
      )}
      {mode === "any" && typeof (map["until"] ?? "") === "string" && (
        <Code pointer={under(pointer, "until")} label={say("panel.listen.until")} condition />
      )}
    </Group>
  );
}

function filtersOf(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return value === undefined ? [FIRST] : [value];
}

function Filter({ pointer }: PartProps) {
  const fields = `${pointer}/with`;
  return (
    <>
      <ValueText
        pointer={under(fields, "type")}
        label={say("panel.event.type")}
        within={fields}
        isCode
      />
      <ValueText
        pointer={under(fields, "source")}
        label={say("panel.event.source")}
        within={fields}
        isCode
      />
      <ValueText
        pointer={under(fields, "subject")}
        label={say("panel.event.subject")}
        within={fields}
      />
      <ValueText
        pointer={under(fields, "data")}
        label={say("panel.listen.data")}
        hint={say("panel.listen.dataHint")}
        within={fields}
        isCode
      />
    </>
  );
}
