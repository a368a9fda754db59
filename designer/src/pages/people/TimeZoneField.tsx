/**
 * A time zone of the IANA list.
 *
 * Never: the one that is kept left out, also where this browser doesn't know it.
 */
import { Select } from "@mantine/core";

import { say } from "../../words";

type Props = { readonly value: string; readonly onChange: (zone: string) => void };

export function TimeZoneField({ value, onChange }: Props) {
  const zones = [...new Set([value, ...Intl.supportedValuesOf("timeZone")])].sort();
  return (
    <Select
      label={say("security.timeZone")}
      data={zones}
      value={value}
      allowDeselect={false}
      searchable
      onChange={(chosen) => {
        if (chosen !== null) onChange(chosen);
      }}
      nothingFoundMessage={say("list.nothing")}
    />
  );
}
