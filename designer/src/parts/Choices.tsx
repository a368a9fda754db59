/**
 * A few choices of which one holds, side by side.
 *
 * Never: more than fit on a phone's line; those are a list that opens.
 */
import { SegmentedControl } from "@mantine/core";

type Props<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
};

export function Choices<T extends string>({ label, value, choices, onChange }: Props<T>) {
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      data={[...choices]}
      onChange={onChange}
      withItemsBorders={false}
    />
  );
}
