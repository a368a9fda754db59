/**
 * How long something takes or may take.
 *
 * Never: a span of several units squeezed into one; that one is written as ISO 8601 has it.
 */
import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { say } from "../words";
import { Cluster } from "./Cluster";
import { type Span, spanOf, spanText, type Unit, UNITS } from "./durations";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { IN_PLACE } from "./inPlace";
import { decimalOf } from "./numerals";
import { useDescribed } from "./useDescribed";

export function DurationField(props: ControlProps<"duration">) {
  const { field, value, face } = props;
  const text = typeof value === "string" ? value : "";
  const { change } = useFilling();
  // Whatever it was at first stays the way to write it: nothing jumps under the cursor.
  const [inUnits] = useState(spanOf(text) !== undefined);
  const described = useDescribed(field, face, say("form.span.hint"));
  const span = spanOf(text);
  if (inUnits && span !== undefined) return <InUnits {...props} span={span} />;
  return (
    <TextInput
      {...described}
      dir="ltr"
      autoComplete="off"
      value={text}
      onChange={({ currentTarget }) =>
        change(field.pointer, currentTarget.value === "" ? undefined : currentTarget.value)
      }
    />
  );
}

function InUnits({ field, face, span }: ControlProps<"duration"> & { readonly span: Span }) {
  const { change } = useFilling();
  const [unit, setUnit] = useState<Unit>(span.unit);
  const put = (amount: string, next: Unit) => {
    const digits = decimalOf(amount) ?? amount.toLowerCase();
    change(field.pointer, amount === "" ? undefined : spanText({ amount: digits, unit: next }));
  };
  return (
    <Cluster field={field} face={face}>
      {(part) => (
        <>
          <TextInput
            {...part()}
            className={styles["count"]}
            aria-label={say("form.span.amount")}
            aria-required={field.required}
            inputMode="numeric"
            autoComplete="off"
            value={span.amount}
            onChange={({ currentTarget }) => put(currentTarget.value, unit)}
          />
          <Select
            {...part()}
            className={styles["unit"]}
            aria-label={say("form.span.unit")}
            data={UNITS.map((one) => ({ value: one, label: say(`form.span.${one}`) }))}
            value={span.amount === "" ? unit : span.unit}
            allowDeselect={false}
            comboboxProps={IN_PLACE}
            onChange={(next) => {
              const chosen = UNITS.find((one) => one === next) ?? unit;
              setUnit(chosen);
              put(span.amount, chosen);
            }}
          />
        </>
      )}
    </Cluster>
  );
}
