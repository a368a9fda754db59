/**
 * A password, hidden until its owner wants to see it.
 *
 * Never: kept after it was sent; the field is the only place where it stands.
 */
import { PasswordInput } from "@mantine/core";
import { type RefObject, useState } from "react";

import { say } from "../words";

type Props = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly fault: string | undefined;
  readonly kind?: "current-password" | "new-password";
  readonly description?: string;
  readonly first?: boolean;
};

export function PasswordField({
  field,
  label,
  fault,
  kind = "current-password",
  description,
  first = false,
}: Props) {
  const [seen, see] = useState(false);
  return (
    <PasswordInput
      ref={field}
      label={label}
      description={description}
      error={fault}
      aria-invalid={fault === undefined ? undefined : true}
      name={kind}
      autoComplete={kind}
      spellCheck={false}
      data-autofocus={first || undefined}
      visible={seen}
      onVisibilityChange={see}
      visibilityToggleButtonProps={{
        "aria-label": say(seen ? "signIn.hide" : "signIn.show"),
        tabIndex: 0,
      }}
    />
  );
}
