/**
 * A key that is copied from a vendor's page: where it stands there, and nothing of it shown later.
 *
 * Never: offered by the browser another time.
 */
import { PasswordInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";

import { say } from "../../words";

type Props = {
  readonly label: string;
  readonly description: ReactNode;
  readonly value: string;
  readonly fault: string | undefined;
  /** Shown while it is written only to who asks for it. */
  readonly secret?: boolean;
  readonly onChange: (value: string) => void;
};

const PLAIN = { dir: "ltr", spellCheck: false } as const;

export function KeyField({ label, description, value, fault, secret = false, onChange }: Props) {
  const all = {
    ...PLAIN,
    label,
    description,
    value,
    error: fault,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value.trim()),
  };
  if (!secret) return <TextInput {...all} autoComplete="off" />;
  return (
    <PasswordInput
      {...all}
      autoComplete="new-password"
      visibilityToggleButtonProps={{
        "aria-label": say("slackSetUp.keys.see", { field: label }),
        tabIndex: 0,
      }}
    />
  );
}
