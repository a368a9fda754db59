/**
 * A button that says what it does, and while it does it that it is busy.
 *
 * Never: disabled while it works; a press is then ignored, so that the focus isn't lost.
 */
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"button"> & {
  readonly look?: "main" | "plain" | "quiet";
  readonly busy?: boolean;
};

export function Button({ look = "plain", busy = false, onClick, type, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type ?? "button"}
      className={styles[look]}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
