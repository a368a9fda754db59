/**
 * A link that looks like a button, because it leads to doing something.
 *
 * Never: an action of its own; what it does is go somewhere.
 */
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

import styles from "./Button.module.css";

type Props = ComponentProps<"a"> & { readonly look?: "main" | "plain" | "quiet" };

export const LinkButton = createLink(function Anchor({ look = "plain", ...rest }: Props) {
  return <a {...rest} className={styles[look]} />;
});
