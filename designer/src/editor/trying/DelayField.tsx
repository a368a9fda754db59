/**
 * How long something takes, in a trial: a number of minutes, hours or days.
 *
 * Never: a wait of the person who tries; the clock jumps.
 */
import { NativeSelect, TextInput } from "@mantine/core";

import { type Delay, DELAY_UNITS, lengthOf } from "../../model/trialClock";
import { say } from "../../words";
import styles from "./Trying.module.css";

type Props = {
  readonly label: string;
  readonly value: Delay;
  readonly onChange: (value: Delay) => void;
};

export const AT_ONCE: Delay = { amount: "", unit: "hours" };

export function DelayField({ label, value, onChange }: Props) {
  const fault = lengthOf(value) === undefined && say("trying.delayFault");
  return (
    <div className={styles["delay"]}>
      <TextInput
        label={label}
        placeholder={say("trying.atOnce")}
        inputMode="decimal"
        autoComplete="off"
        value={value.amount}
        error={fault}
        onChange={({ currentTarget }) => onChange({ ...value, amount: currentTarget.value })}
      />
      <NativeSelect
        aria-label={say("trying.unit")}
        data={DELAY_UNITS.map((unit) => ({ value: unit, label: say(`trying.${unit}`) }))}
        value={value.unit}
        onChange={({ currentTarget }) => {
          const unit = DELAY_UNITS.find((one) => one === currentTarget.value) ?? value.unit;
          onChange({ ...value, unit });
        }}
      />
    </div>
  );
}
