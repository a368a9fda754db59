/**
 * One of a few, one of many, several of them.
 *
 * Never: a list of thousands drawn at once; the search finds the rest.
 */
import { Checkbox, MultiSelect, Radio, Select } from "@mantine/core";
import { useMemo } from "react";

import type { Json } from "../model/json";
import type { Option } from "../model/schema";
import { isSame } from "../model/schemaSame";
import { Button } from "../parts/Button";
import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import styles from "./forms.module.css";
import { IN_PLACE } from "./inPlace";
import { nameOf } from "./sentences";
import { useDescribed } from "./useDescribed";

/** So many are shown at a glance; of more one is looked for. */
const MOST_SHOWN = 4;
const MOST_LISTED = 100;

export function ChoiceField(props: ControlProps<"choice">) {
  const { field, control, value, face } = props;
  const { change } = useFilling();
  const described = useDescribed(field, face);
  const { options } = control;
  const data = useData(options);
  const at = placeOf(value, options);
  const choose = (place: string | null) =>
    change(field.pointer, place === null ? undefined : options[Number(place)]?.value);
  if (options.length <= MOST_SHOWN) return <Few {...props} at={at} choose={choose} />;
  return (
    <Select
      {...described}
      value={at}
      onChange={choose}
      data={data}
      searchable
      openOnFocus={false}
      comboboxProps={IN_PLACE}
      clearable={!field.required}
      clearButtonProps={{ "aria-label": say("form.clearLabel", { name: face.name }) }}
      limit={MOST_LISTED}
      placeholder={say("form.choose")}
      nothingFoundMessage={say("form.noneFound")}
      renderOption={({ option }) => (
        <OptionText option={options[Number(option.value)]} name={option.label} />
      )}
    />
  );
}

type FewProps = ControlProps<"choice"> & {
  readonly at: string | null;
  readonly choose: (place: string | null) => void;
};

function Few({ field, control, face, at, choose }: FewProps) {
  const { disabled, readOnly, "aria-required": _, ...described } = useDescribed(field, face);
  const isClearable = !field.required && at !== null && !disabled && !readOnly;
  return (
    <div className={styles["few"]}>
      <Radio.Group {...described} value={at} onChange={choose} readOnly={readOnly}>
        <div className={styles["choices"]}>
          {control.options.map((option, place) => (
            <Radio
              key={place}
              value={String(place)}
              label={nameOf(option)}
              description={option.hint}
              disabled={disabled}
            />
          ))}
        </div>
      </Radio.Group>
      {isClearable && (
        <Button
          look="quiet"
          aria-label={say("form.clearLabel", { name: face.name })}
          onClick={() => choose(null)}
        >
          {say("form.clear")}
        </Button>
      )}
    </div>
  );
}

export function ChoicesField({ field, control, value, face }: ControlProps<"choices">) {
  const { change } = useFilling();
  const { readOnly, ...described } = useDescribed(field, face);
  const { options } = control;
  const data = useData(options);
  const chosen: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [];
  const at = chosen.map((one) => placeOf(one, options)).filter((place) => place !== null);
  const choose = (places: readonly string[]) => {
    // In the order in which they are on offer, whatever was chosen first.
    const found = options.filter((_, place) => places.includes(String(place)));
    change(field.pointer, found.length === 0 ? undefined : found.map((option) => option.value));
  };
  if (options.length > MOST_SHOWN)
    return (
      <MultiSelect
        {...described}
        readOnly={readOnly}
        value={at}
        onChange={choose}
        data={data}
        searchable
        openOnFocus={false}
        comboboxProps={IN_PLACE}
        limit={MOST_LISTED}
        placeholder={at.length === 0 ? say("form.choose") : ""}
        nothingFoundMessage={say("form.noneFound")}
      />
    );
  const { disabled, "aria-required": _, ...group } = described;
  return (
    <Checkbox.Group {...group} value={at} onChange={choose} readOnly={readOnly}>
      <div className={styles["choices"]}>
        {options.map((option, place) => (
          <Checkbox
            key={place}
            value={String(place)}
            label={nameOf(option)}
            description={option.hint}
            disabled={disabled}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

export function YesNoField({ field, value, face }: ControlProps<"yesNo">) {
  const { change } = useFilling();
  const { label: _, readOnly, ...described } = useDescribed(field, face);
  return (
    <Checkbox
      {...described}
      label={<bdi>{face.name}</bdi>}
      checked={value === true}
      onChange={({ currentTarget }) => {
        if (!readOnly) change(field.pointer, currentTarget.checked);
      }}
    />
  );
}

function OptionText({
  option,
  name,
}: {
  readonly option: Option | undefined;
  readonly name: string;
}) {
  return (
    <span>
      <bdi>{name}</bdi>
      {option?.hint !== undefined && <span className={styles["optionHint"]}>{option.hint}</span>}
    </span>
  );
}

function placeOf(value: Json | undefined, options: readonly Option[]): string | null {
  const place = options.findIndex((option) => isSame(option.value, value));
  return place === -1 ? null : String(place);
}

/** Made once: there may be thousands. */
function useData(options: readonly Option[]) {
  return useMemo(
    () => options.map((option, place) => ({ value: String(place), label: nameOf(option) })),
    [options],
  );
}
