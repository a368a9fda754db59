/**
 * A text with values in it, such as `Laptop for {{ .name }}`.
 *
 * Never: a value that is put somewhere else than where the cursor was.
 */
import { Menu, Textarea, TextInput } from "@mantine/core";
import { type RefObject, useRef } from "react";

import { textValue, typedText } from "../../model/textValues";
import { say } from "../../words";
import styles from "./panel.module.css";
import { usePanel, usePaths, usePut, useValue } from "./usePanel";
import { Coded } from "./Coded";
import { type SlotProps, useSlot } from "./useSlot";

type Props = SlotProps & { readonly long?: boolean; readonly isCode?: boolean };

export function ValueText(props: Props) {
  const { pointer, label, within, long = false, isCode = false } = props;
  const slot = useSlot(props);
  const value = useValue(pointer);
  const put = usePut(within);
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const typed = typedText(value) ?? "";
  const type = (text: string) => put(pointer, textValue(text));
  const common = {
    ...slot,
    ref: box,
    value: typed,
    dir: isCode ? "ltr" : "auto",
    autoComplete: "off",
    spellCheck: !isCode,
  } as const;
  const insert = (path: string) => type(inserted(box, typed, `{{ ${path} }}`));
  return (
    <Coded
      pointer={pointer}
      label={label}
      within={within}
      shows={(one) => typedText(one) !== undefined}
      tools={<Values label={label} onPick={insert} />}
    >
      {long ? (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={14}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      ) : (
        <TextInput {...common} onChange={({ currentTarget }) => type(currentTarget.value)} />
      )}
    </Coded>
  );
}

function inserted(
  box: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  text: string,
  what: string,
): string {
  const from = box.current?.selectionStart ?? text.length;
  const to = box.current?.selectionEnd ?? from;
  // The cursor goes behind it once the field shows it.
  requestAnimationFrame(() => {
    box.current?.focus();
    box.current?.setSelectionRange(from + what.length, from + what.length);
  });
  return text.slice(0, from) + what + text.slice(to);
}

type ValuesProps = { readonly label: string; readonly onPick: (path: string) => void };

/** What can be named here; nothing where that isn't known. */
function Values({ label, onPick }: ValuesProps) {
  const paths = usePaths();
  const { disabled } = usePanel();
  if (paths.length === 0 || disabled) return null;
  return (
    <Menu position="bottom-end" returnFocus>
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
        {paths.map(({ path, title }) => (
          <Menu.Item key={path} onClick={() => onPick(path)}>
            <code dir="ltr">{path}</code>{" "}
            {title !== "" && <span className={styles["soft"]}>{title}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
