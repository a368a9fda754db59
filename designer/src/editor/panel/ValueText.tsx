/**
 * A text with values in it, such as `Laptop for {{ .name }}`.
 *
 * Never: a value that is put somewhere else than where the cursor was.
 */
import { Menu } from "@mantine/core";
import { useRef } from "react";

import type { Json } from "../../model/json";
import { readTemplate } from "../../model/jq/template";
import { say } from "../../words";
import { ValueItems } from "../jq/ValueItems";
import { Coded } from "./Coded";
import { TemplateField } from "./expressions";
import styles from "./panel.module.css";
import { useLoose, usePanel, usePaths, usePut, useValue } from "./usePanel";
import { type SlotProps, useSlot } from "./useSlot";

type Props = SlotProps & { readonly long?: boolean; readonly isCode?: boolean };

export function ValueText(props: Props) {
  const { pointer, label, within, long = false, isCode = false } = props;
  const { description, error, disabled } = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const isLoose = useLoose();
  const inserting = useRef<(source: string) => void>(undefined);
  const shows = (one: Json | undefined) =>
    one === undefined || (typeof one === "string" && readTemplate(one, isLoose) !== undefined);
  return (
    <Coded
      pointer={pointer}
      label={label}
      within={within}
      shows={shows}
      tools={
        <Values pointer={pointer} label={label} onPick={(source) => inserting.current?.(source)} />
      }
    >
      <TemplateField
        value={typeof value === "string" && shows(value) ? value : ""}
        onChange={(next) => put(pointer, next === "" ? undefined : next)}
        label={label}
        description={description}
        error={error}
        disabled={disabled}
        multiline={long}
        isCode={isCode}
        isLoose={isLoose}
        onReady={(insert) => {
          inserting.current = insert;
        }}
      />
    </Coded>
  );
}

type ValuesProps = {
  readonly pointer: string;
  readonly label: string;
  readonly onPick: (source: string) => void;
};

/** What can be named here; nothing where that isn't known. */
function Values({ pointer, label, onPick }: ValuesProps) {
  const isKnown = usePaths().length > 0;
  const { disabled } = usePanel();
  if (!isKnown || disabled) return null;
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <button
          type="button"
          className={styles["tool"]}
          aria-label={say("panel.insertInto", { label })}
          title={say("panel.insertInto", { label })}
        >
          {say("panel.insert")}
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={320} className={styles["menu"] ?? ""}>
        <ValueItems pointer={pointer} onPick={onPick} />
      </Menu.Dropdown>
    </Menu>
  );
}
