/**
 * A number, written as the language writes numbers.
 *
 * Never: a digit lost, or a text thrown away because it is no number yet.
 */
import { TextInput } from "@mantine/core";

import { type ControlProps, type Face, useFilling } from "./filling";
import { numberOf, numeralOf } from "./numerals";
import { useDescribed } from "./useDescribed";
import { useTyped } from "./useTyped";

export function NumberField({ field, control, value, face }: ControlProps<"number">) {
  const { change } = useFilling();
  const { unit, whole } = control;
  const named: Face = unit === "" ? face : { ...face, name: `${face.name} (${unit})` };
  const described = useDescribed(field, named);
  const typed = useTyped(numeralOf(value), (text) => change(field.pointer, numberOf(text)));
  return (
    <TextInput
      {...described}
      {...typed}
      inputMode={whole ? "numeric" : "decimal"}
      autoComplete="off"
    />
  );
}
