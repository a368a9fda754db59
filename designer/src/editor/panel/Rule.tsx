/**
 * How many of those who are asked have to answer: the first, all, or a number.
 *
 * Never: a number of nobody.
 */
import { Select, TextInput } from "@mantine/core";

import { useTyped } from "../../forms/useTyped";
import { say } from "../../words";
import { Coded } from "./Coded";
import { type SlotProps, useSlot } from "./useSlot";
import styles from "./panel.module.css";
import { usePut, useValue } from "./usePanel";

const KINDS = ["first", "all", "number"] as const;
const FEWEST = 2;

export function Rule(props: SlotProps) {
  const { pointer, label, within } = props;
  const { description: _, ...slot } = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const kind = typeof value === "number" ? "number" : value === "all" ? "all" : "first";
  const typed = useTyped(typeof value === "number" ? String(value) : "", (text) => {
    if (/^[1-9]\d*$/.test(text)) put(pointer, Number(text));
  });
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <div className={styles[kind === "number" ? "pair" : "any"]}>
        <Select
          {...slot}
          data={KINDS.map((one) => ({ value: one, label: say(`panel.rule.${one}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => {
            if (next === "number") put(pointer, FEWEST);
            // The first is what holds where nothing is said.
            else put(pointer, next === "all" ? "all" : undefined);
          }}
        />
        {kind === "number" && (
          <TextInput
            {...typed}
            label={say("panel.rule.howMany")}
            disabled={slot.disabled}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
      </div>
    </Coded>
  );
}
