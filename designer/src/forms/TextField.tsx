/**
 * A text of one line or of many.
 *
 * Never: cut off; a text that is too long says so instead.
 */
import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { ChangeEvent } from "react";

import { say } from "../words";
import { type ControlProps, useFilling } from "./filling";
import { useDescribed } from "./useDescribed";

const MODES: Readonly<Record<string, "email" | "url" | "tel">> = {
  email: "email",
  uri: "url",
  url: "url",
  tel: "tel",
  phone: "tel",
};
/** Written from left to right in every language. */
const CODES = new Set([...Object.keys(MODES), "uuid", "hostname", "ipv4", "ipv6"]);

export function TextField({ field, control, value, face }: ControlProps<"text">) {
  const { change } = useFilling();
  const described = useDescribed(field, face);
  const { long, format } = control;
  const common = {
    ...described,
    value: typeof value === "string" ? value : "",
    autoComplete: "off",
    dir: CODES.has(format) ? "ltr" : "auto",
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      change(field.pointer, currentTarget.value === "" ? undefined : currentTarget.value);
    },
  };
  if (field.secret) {
    const reveal = { "aria-label": say("form.show") };
    return <PasswordInput {...common} visibilityToggleButtonProps={reveal} />;
  }
  if (long) return <Textarea {...common} autosize minRows={3} maxRows={14} />;
  const mode = Object.hasOwn(MODES, format) ? MODES[format] : undefined;
  return <TextInput {...common} inputMode={mode ?? "text"} spellCheck={!CODES.has(format)} />;
}
