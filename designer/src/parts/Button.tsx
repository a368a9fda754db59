/**
 * A button that says what it does, and while it does it that it is busy.
 *
 * Never: disabled, neither while it works nor while it can't be used; a press is then ignored, so
 * that the focus isn't lost, and whoever comes to it can read why.
 */
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & {
  readonly look?: "main" | "plain" | "quiet";
  readonly busy?: boolean;
  /** It can't be used as things stand. */
  readonly idle?: boolean;
};

export function Button({
  look = "plain",
  busy = false,
  idle = false,
  onClick,
  type,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={styles[look]}
      aria-disabled={busy || idle || undefined}
      data-idle={idle || undefined}
      onClick={(event) => {
        if (busy || idle) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
