/**
 * A template of the organisation, by its name.
 *
 * Never: a dead end; who may not list templates can type its name.
 */
import { Autocomplete } from "@mantine/core";

import { useTemplates } from "../../api/templates";
import { Coded } from "./Coded";
import { type SlotProps, useSlot } from "./useSlot";
import { usePut, useValue } from "./usePanel";

export function TemplateName(props: SlotProps) {
  const { pointer, label, within } = props;
  const slot = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const { data } = useTemplates();
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <Autocomplete
        {...slot}
        data={(data ?? []).map(({ name }) => name)}
        value={typeof value === "string" ? value : ""}
        dir="ltr"
        limit={20}
        onChange={(next) => put(pointer, next === "" ? undefined : next)}
      />
    </Coded>
  );
}
